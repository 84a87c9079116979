import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** An ordinary user's PATH may lack it, and the engines live there. */
const PATH = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`;

export interface Verdict {
  readonly code: number | null;
  readonly output: string;
}

/** `haproxy -c` with real listening sockets at descriptors 3, 4, … */
export async function askHaproxy(file: string, sockets: number, ...flags: string[]): Promise<Verdict> {
  const servers = await Promise.all(Array.from({ length: sockets }, listening));
  try {
    return await verdictOf(
      spawn('haproxy', ['-c', ...flags, '-f', file], {
        stdio: ['ignore', 'pipe', 'pipe', ...servers.map(descriptorOf)],
        env: { ...process.env, PATH },
      }),
    );
  } finally {
    for (const server of servers) server.close();
  }
}

/** `keepalived -t` in a network namespace of its own with these interfaces; it looks for them. */
export async function askKeepalived(file: string, interfaces: readonly string[]): Promise<Verdict> {
  const namespaces = process.getuid?.() === 0 ? ['--net'] : ['--user', '--map-root-user', '--net'];
  const script = [
    'set -e',
    'file=$1; shift',
    'for name do ip link add name "$name" type bridge; ip link set "$name" up; done',
    'exec keepalived -t -P -f "$file"',
  ].join('\n');
  return verdictOf(
    spawn('unshare', [...namespaces, 'sh', '-c', script, 'sh', file, ...interfaces], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH },
    }),
  );
}

/**
 * `nginx -t` in a network namespace of its own: nginx binds what it is to listen on, even when it is only asked, and the
 * run directory that the file names must be there.
 */
export async function askNginx(file: string): Promise<Verdict> {
  const namespaces = process.getuid?.() === 0 ? ['--net'] : ['--user', '--map-root-user', '--net'];
  const script = [
    'set -e',
    'ip link set lo up',
    'for family in ipv4 ipv6; do echo 1 > /proc/sys/net/$family/ip_nonlocal_bind; done',
    'exec nginx -t -e stderr -c "$1"',
  ].join('\n');
  return verdictOf(
    spawn('unshare', [...namespaces, 'sh', '-c', script, 'sh', file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH },
    }),
  );
}

/** Fails, and says what to install, where a command is missing. */
export function needCommands(commands: Readonly<Record<string, string>>): void {
  for (const [command, debianPackage] of Object.entries(commands)) {
    try {
      execFileSync('sh', ['-c', `command -v ${command}`], { env: { ...process.env, PATH }, stdio: 'ignore' });
    } catch {
      throw new Error(`${command} is missing: apt-get install ${debianPackage}`);
    }
  }
}

async function listening(): Promise<Server> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Node has no public way to a listening server's descriptor. */
function descriptorOf(server: Server): number {
  const { _handle: handle } = server as unknown as { readonly _handle: { readonly fd: number } };
  return handle.fd;
}

async function verdictOf(child: ChildProcess): Promise<Verdict> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
