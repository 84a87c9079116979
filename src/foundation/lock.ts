import { createServer } from 'node:net';
import { Fault } from '../base/fault.ts';

/**
 * One foundation a network namespace. An abstract unix socket belongs to the namespace, is taken atomically, and is gone with its
 * process however that ends: no stale lock can exist.
 * @throws Fault `foundation/already-runs`
 */
export async function takeLock(node: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.on('error', (error) =>
      reject(
        new Fault(
          'foundation/already-runs',
          `A foundation of node ${node} runs in this network namespace already.`,
          'Leave it running, or stop it first: it answers on control.sock in its run directory.',
          error.message,
          error,
        ),
      ),
    );
    server.listen('\0holdfast-foundation', () => resolve());
    server.unref();
  });
}
