import { command } from '../../engines/haproxy/runtime/commands.ts';
import type { LiveHaproxy, LiveServer } from '../../engines/haproxy/runtime/live.ts';
import {
  readCheck,
  readLive,
  readLiveServers,
  readServersState,
} from '../../engines/haproxy/runtime/read-live.ts';
import type { HaproxyRuntime } from './open-haproxy-cli.ts';

/** Frontends (1) and servers (4) of all proxies. */
const SHOW_STAT = 'show stat -1 5 -1';

/** All that this HAProxy can be asked about its limits and servers. @throws Fault of the socket or of an answer */
export async function observeRuntime(cli: HaproxyRuntime): Promise<LiveHaproxy> {
  return readLive({
    info: await cli.ask('show info'),
    state: await cli.ask('show servers state'),
    stat: await cli.ask(SHOW_STAT),
  });
}

/** The result of a server's last check; '' before the first one. The other hundreds of its pool are not asked for. */
export async function observeCheck(
  cli: HaproxyRuntime,
  { poolId, serverId }: Pick<LiveServer, 'poolId' | 'serverId'>,
): Promise<string> {
  return readCheck(await cli.ask(command.showServer(poolId, serverId)));
}

/** One server as it is now; undefined when it is not there. */
export async function observeServer(
  cli: HaproxyRuntime,
  pool: string,
  server: string,
): Promise<LiveServer | undefined> {
  const all = await cli.ask(command.showServersState(pool));
  // A pool may have hundreds; the others' lines are not worth reading.
  const mayBe = (line: string) => line.startsWith('#') || line.includes(` ${server} `);
  const state = all.split('\n').filter(mayBe).join('\n');
  const found = readServersState(state).find((one) => one.server === server);
  if (found === undefined) return undefined;
  const stat = await cli.ask(command.showServer(found.poolId, found.serverId));
  return readLiveServers(state, stat).find((one) => one.server === server);
}
