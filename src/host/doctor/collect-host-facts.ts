import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces, release } from 'node:os';
import { findProgram } from '../../foundation/find-program.ts';
import type { HostFacts, HostNeeds, Seen } from '../../lint/host/host-facts.ts';
import { runCommand } from '../run-command.ts';
import { hearVrrp } from './hear-vrrp.ts';
import { lookAtFoundation } from './look-at-foundation.ts';
import { lookAtUnits } from './look-at-units.ts';

const SETTINGS = [
  'net.ipv4.ip_nonlocal_bind',
  'net.ipv6.ip_nonlocal_bind',
  'net.ipv4.conf.all.arp_ignore',
] as const;
const USERS = ['haproxy', 'www-data'] as const;
/** Where Debian says that the module is there to be loaded; it builds it apart. */
const STREAM_MODULE = '/usr/share/nginx/modules-available/mod-stream.conf';

/**
 * Looks at this host, as an ordinary user may: what it cannot see carries the reason. Changes nothing.
 * @param needs the site's listeners decide which ports are looked at
 */
export async function collectHostFacts(needs: HostNeeds | undefined): Promise<HostFacts> {
  const [haproxy, nginx, keepalived, isClockSynchronised, units, adverts] = await Promise.all([
    engineVersion('haproxy', /version (\d+\.\d+(?:\.\d+)?)/),
    engineVersion('nginx', /nginx\/(\d+\.\d+(?:\.\d+)?)/),
    engineVersion('keepalived', /Keepalived v(\d+\.\d+(?:\.\d+)?)/),
    clock(),
    lookAtUnits(),
    hearVrrp(),
  ]);
  return {
    kernel: { fact: release() },
    settings: Object.fromEntries(
      SETTINGS.flatMap((name) => {
        const value = setting(name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    interfaces: { fact: namesOfInterfaces() },
    engines: { haproxy, nginx, keepalived },
    nginxStream: await nginxStream(),
    users: users(),
    ...lookAtFoundation(needs?.listeners ?? []),
    isClockSynchronised,
    ...units,
    adverts,
    apparmor: profiles(),
  };
}

/** undefined = this kernel has no such setting. */
function setting(name: string): Seen<number> | undefined {
  try {
    return { fact: Number(readFileSync(`/proc/sys/${name.replaceAll('.', '/')}`, 'latin1')) };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : { why: (error as Error).message };
  }
}

/** Also those without an address, which Node leaves out. */
function namesOfInterfaces(): string[] {
  try {
    const lines = readFileSync('/proc/net/dev', 'latin1').split('\n');
    return lines.flatMap((line) => /^\s*([^\s:]+):/.exec(line)?.[1] ?? []);
  } catch {
    return Object.keys(networkInterfaces());
  }
}

async function engineVersion(engine: string, pattern: RegExp): Promise<Seen<string | undefined>> {
  const program = findProgram(engine);
  if (program === undefined) return { fact: undefined };
  const { stdout, stderr } = await runCommand([program, '-v']);
  const version = pattern.exec(`${stdout}\n${stderr}`)?.[1];
  return version === undefined ? { why: `${program} -v does not say` } : { fact: version };
}

async function nginxStream(): Promise<Seen<boolean | undefined>> {
  const program = findProgram('nginx');
  if (program === undefined) return { fact: undefined };
  const { stdout, stderr } = await runCommand([program, '-V']);
  const built = /--with-stream(=dynamic)?(?:\s|$)/.exec(`${stdout}\n${stderr}`);
  return { fact: built !== null && (built[1] === undefined || existsSync(STREAM_MODULE)) };
}

function users(): Seen<readonly string[]> {
  try {
    const names = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':')[0] ?? '');
    return { fact: USERS.filter((user) => names.includes(user)) };
  } catch (error) {
    return { why: (error as Error).message };
  }
}

async function clock(): Promise<Seen<boolean>> {
  const { code, stdout } = await runCommand(['timedatectl', 'show', '--property=NTPSynchronized', '--value']);
  const word = stdout.trim();
  if (code === 0 && (word === 'yes' || word === 'no')) return { fact: word === 'yes' };
  return { why: 'timedatectl does not answer' };
}

function profiles(): Seen<readonly string[]> {
  try {
    const text = readFileSync('/sys/kernel/security/apparmor/profiles', 'utf8');
    return { fact: [...text.matchAll(/^(\S+) \(enforce\)$/gm)].map(([, name = '']) => name) };
  } catch (error) {
    // Without AppArmor there is nothing that confines.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { fact: [] };
    return { why: 'only root may read the list of profiles' };
  }
}
