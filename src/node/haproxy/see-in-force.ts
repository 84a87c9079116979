import { Fault } from '../../base/fault.ts';
import type { LiveServer } from '../../engines/haproxy/runtime/live.ts';
import { observeServer } from './observe-runtime.ts';
import type { HaproxyRuntime } from './open-haproxy-cli.ts';

interface OfServer {
  readonly pool: string;
  readonly server: string;
}

/** @throws Fault `node/haproxy-not-in-force` when HAProxy took the command and does not show what it should have done */
export async function expectServer(
  cli: HaproxyRuntime,
  { pool, server }: OfServer,
  what: string,
  isSo: (server: LiveServer) => boolean,
): Promise<LiveServer> {
  const seen = await observeServer(cli, pool, server);
  if (seen !== undefined && isSo(seen)) return seen;
  throw notInForce(
    `${what} of server ${pool}/${server}`,
    seen === undefined ? 'the server is not there' : JSON.stringify(seen),
  );
}

export async function expectGone(cli: HaproxyRuntime, { pool, server }: OfServer): Promise<void> {
  if ((await observeServer(cli, pool, server)) === undefined) return;
  throw notInForce(`the removal of server ${pool}/${server}`, 'it is still there');
}

export function requireTrue(isSo: boolean, what: string): void {
  if (!isSo) throw notInForce(what, 'the figure that HAProxy shows is another one');
}

function notInForce(what: string, seen: string): Fault {
  return new Fault(
    'node/haproxy-not-in-force',
    `HAProxy took the command, but does not show ${what}.`,
    'see who else changes this HAProxy; a reload puts its file in force.',
    seen,
  );
}
