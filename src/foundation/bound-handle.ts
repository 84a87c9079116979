import net from 'node:net';

/** A socket that is bound, and that this process never polls. */
export interface BoundHandle {
  readonly fd: number;
  getsockname(out: { address?: string; port?: number }): number;
  close(): void;
}

/**
 * Node's own way to bind without listening; it answers an errno (a number) when it fails. Documented nowhere, used by
 * node:cluster since 0.x. A server made by net.createServer would accept, and steal connections from HAProxy.
 */
export const createServerHandle = (
  net as unknown as {
    _createServerHandle(
      address: string | null,
      port: number | null,
      type: 4 | 6 | null,
      fd: number,
      flags: number,
    ): BoundHandle | number;
  }
)._createServerHandle;

/** A handle on a TCP socket that exists already; undefined when the descriptor is none. */
export function openHandle(fd: number): BoundHandle | undefined {
  try {
    const handle = createServerHandle(null, null, null, fd, 0);
    return typeof handle === 'number' ? undefined : handle;
  } catch {
    return undefined; // Node throws for what is neither a TCP socket nor a pipe.
  }
}
