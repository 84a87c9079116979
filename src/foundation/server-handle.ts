import dgram from 'node:dgram';
import net from 'node:net';

/** A socket that is bound and that nobody here listens on, accepts from or reads. */
export interface BoundHandle {
  readonly fd: number;
  getsockname(out: { address?: string; port?: number }): number;
  close(): void;
}

/**
 * Node's own way to bind without listening; it answers an errno (a number) when it fails. Documented nowhere, used by
 * node:cluster since 0.x. A server made by net.createServer would accept, and steal connections from the engine.
 * With port and type -1 the address is the path of a unix socket.
 */
export function createServerHandle(
  address: string,
  port: number,
  type: 4 | 6 | -1,
  flags = 0,
): BoundHandle | number {
  return internals._createServerHandle(address, port, type, -1, flags);
}

/** A handle on a TCP socket that exists already; undefined when the descriptor is none. */
export function openHandle(fd: number): BoundHandle | undefined {
  try {
    const handle = internals._createServerHandle(null, null, null, fd, 0);
    return typeof handle === 'number' ? undefined : handle;
  } catch {
    return undefined; // Node throws for what is neither a TCP socket nor a pipe.
  }
}

const internals = net as unknown as {
  _createServerHandle(
    address: string | null,
    port: number | null,
    type: 4 | 6 | -1 | null,
    fd: number,
    flags: number,
  ): BoundHandle | number;
};

interface DatagramHandle extends BoundHandle {
  bind(address: string, port: number, flags: number): number;
  bind6(address: string, port: number, flags: number): number;
}

/**
 * The same for datagrams: the handle below a dgram.Socket, bound without what Socket.bind does next, which is to read. Tried on
 * Node 24 and 26: the socket is in no epoll, and what comes stays in its queue.
 * @param bufferBytes of its queue; the kernel gives at most twice net.core.rmem_max
 */
export function createDatagramHandle(
  address: string,
  port: number,
  family: 4 | 6,
  flags: number,
  bufferBytes: number,
): BoundHandle | number {
  const socket = dgram.createSocket(family === 6 ? 'udp6' : 'udp4');
  const key = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'state symbol');
  if (key === undefined) throw new Error('this Node keeps the handle of a dgram.Socket elsewhere');
  const { handle } = (socket as unknown as Record<symbol, { handle: DatagramHandle }>)[key] as {
    handle: DatagramHandle;
  };
  const error = family === 6 ? handle.bind6(address, port, flags) : handle.bind(address, port, flags);
  if (error !== 0) {
    handle.close();
    return error;
  }
  socket.setRecvBufferSize(bufferBytes);
  return handle;
}
