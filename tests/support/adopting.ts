import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SystemdHost } from './systemd-host.ts';
import { waitUntil } from './wait-until.ts';

const FORMER = ['haproxy.service', 'keepalived.service'];
const OURS = ['holdfast-foundation@host.service', 'holdfast.service'];

/** Unit → `active enabled`, before an adoption and after it. */
export const BY_DISTRIBUTION = states('active enabled', 'inactive disabled');
export const BY_HOLDFAST = states('inactive disabled', 'active enabled');

/** `holdfast adopt` on a host, to its end; `text` is all that it wrote. */
export async function adopt(
  host: SystemdHost,
  ...words: string[]
): Promise<{ readonly code: number; readonly text: string }> {
  const script = `cd /root; holdfast adopt ${words.join(' ')} 2>&1; echo "code $?"`;
  const text = await host.run('sh', '-c', script);
  return { code: Number(/code (\d+)\n$/.exec(text)?.[1]), text };
}

/** Begins one and leaves it alone in the given step; its words go to /tmp/adopt.log, its pid to /tmp/adopt.pid. */
export async function beginAdopt(host: SystemdHost, step: number): Promise<void> {
  const log = join(host.root, 'tmp/adopt.log');
  rmSync(log, { force: true });
  const script = 'cd /root; holdfast adopt --yes >/tmp/adopt.log 2>&1 & echo $! >/tmp/adopt.pid';
  await host.run('sh', '-c', script);
  await waitUntil(
    `step ${step} has begun`,
    60_000,
    () => existsSync(log) && readFileSync(log, 'utf8').includes(`[${step}/`),
  );
}

/** Begins one and kills it in the given step. */
export async function killAdopt(host: SystemdHost, step: number): Promise<void> {
  await beginAdopt(host, step);
  await host.run('sh', '-c', 'kill -9 $(cat /tmp/adopt.pid)');
}

/** `active enabled`. */
export async function stateOf(host: SystemdHost, unit: string): Promise<string> {
  const script = `systemctl is-active ${unit}; systemctl is-enabled ${unit} 2>&1; true`;
  return (await host.run('sh', '-c', script)).trim().replace('\n', ' ');
}

export async function unitsOf(host: SystemdHost): Promise<Record<string, string>> {
  const states = [...FORMER, ...OURS].map(async (unit) => [unit, await stateOf(host, unit)] as const);
  return Object.fromEntries(await Promise.all(states));
}

function states(former: string, ours: string): Record<string, string> {
  return Object.fromEntries([
    ...FORMER.map((unit) => [unit, former] as const),
    ...OURS.map((unit) => [unit, ours] as const),
  ]);
}

/** A client of the host's own engine whose request never becomes whole. */
export async function beginEndlessRequest(host: SystemdHost): Promise<void> {
  const client = `exec 3<>/dev/tcp/127.0.0.1/80; printf 'GET / HTTP/1.1\\r\\n' >&3; sleep 300`;
  await host.run('sh', '-c', `setsid bash -c "${client}" >/dev/null 2>&1 </dev/null &`);
  await waitUntil('the engine has its request', 10_000, async () =>
    (await host.run('ss', '-Htn', 'state', 'established', 'dport = :80')).includes('127.0.0.1:80'),
  );
}
