import { once } from 'node:events';
import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { createConnection, type Server } from 'node:net';
import { Fault } from '../../base/fault.ts';

/**
 * Lets a server listen on a unix socket that only its owner can open. One that lies there is removed when nobody
 * answers on it.
 * @throws Fault `node/socket-in-use`, `node/cannot-listen`
 */
export async function listenOnUnix(server: Server, path: string): Promise<void> {
  await removeStale(path);
  // The mode holds from the first moment on: it is not open to others even for a blink.
  const before = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(before);
  }
  try {
    await once(server, 'listening');
    chmodSync(path, 0o600);
  } catch (error) {
    throw cannotListen(path, error);
  }
}

/** Lets a server listen on an address. @throws Fault `node/cannot-listen` */
export async function listenOnAddress(server: Server, host: string, port: number): Promise<void> {
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(`${host} port ${port}`, error);
  }
}

async function removeStale(path: string): Promise<void> {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isSocket()) {
    throw cannotListen(path, new Error('something that is no socket lies there'));
  }
  const answered = await new Promise<boolean>((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    // EAGAIN: so many wait there that somebody must be there.
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EAGAIN'));
  });
  if (answered) {
    throw new Fault(
      'node/socket-in-use',
      `Another process answers on ${path}.`,
      'One daemon a node: stop the other one (systemctl stop holdfast), or name another socket.',
    );
  }
  rmSync(path, { force: true });
}

function cannotListen(where: string, error: unknown): Fault {
  const { message, code } = error as NodeJS.ErrnoException;
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another process has it',
    EADDRNOTAVAIL: 'this node does not have the address',
    EACCES: 'it is not allowed',
    ENOENT: 'its folder is not there',
    EINVAL: 'the path is too long: a socket’s has at most 107 bytes',
  };
  return new Fault(
    'node/cannot-listen',
    `The daemon cannot listen on ${where}: ${why[code ?? ''] ?? message}.`,
    'See who has it (ss -lntxp), and that folder and address are there; then start the daemon again.',
    message,
    error,
  );
}
