import type { RuntimeAbilities } from './abilities.ts';
import type { LiveHaproxy, LiveServer, ServerAdmin } from './live.ts';
import { planAddition } from './plan-addition.ts';
import { planChange } from './plan-change.ts';
import { planDeparture } from './plan-departure.ts';
import type { Removal } from './plan-runtime.ts';
import { join, needsReload, type Planned } from './planned.ts';
import type { WantedPool, WantedServer } from './wanted.ts';

export interface PoolOrder {
  readonly former: WantedPool;
  readonly pool: WantedPool;
  readonly live: LiveHaproxy;
  readonly abilities: RuntimeAbilities;
  readonly states: ReadonlyMap<string, ServerAdmin>;
  readonly removal: Removal;
}

/** Steps for the servers of one pool that stands in both files. */
export function planPool(order: PoolOrder): Planned {
  const { former, pool, live } = order;
  const running = live.servers.filter((server) => server.pool === pool.name);
  const templates = [...former.servers, ...pool.servers].filter(isTemplate);
  if (templates.length > 0) return templatesAsBefore(order);
  const byName = new Map(running.map((server) => [server.server, server]));
  const formerByName = new Map(former.servers.map((server) => [server.name, server]));
  const wanted = new Set(pool.servers.map(({ name }) => name));
  return join([
    ...placeInOrder(order, byName),
    ...pool.servers.map((server) => planServer(order, server, byName.get(server.name), formerByName)),
    ...running.filter(({ server }) => !wanted.has(server)).map((server) => planDeparture(order, server)),
  ]);
}

function planServer(
  order: PoolOrder,
  server: WantedServer,
  running: LiveServer | undefined,
  formerByName: ReadonlyMap<string, WantedServer>,
): Planned {
  const former = formerByName.get(server.name);
  if (running === undefined) return planAddition(order, server);
  if (former === undefined)
    return needsReload(
      `a server ${server.name} is left in pool ${server.pool} from before, with settings that are not known`,
    );
  return planChange(order, former, server, running);
}

/** `first` fills servers in the order of their ids, which a start gives out anew: new ones must stand last. */
function placeInOrder({ pool }: PoolOrder, running: ReadonlyMap<string, LiveServer>): Planned[] {
  if (pool.algorithm !== 'ordered') return [];
  const firstNew = pool.servers.findIndex(({ name }) => !running.has(name));
  const isLast = firstNew === -1 || pool.servers.slice(firstNew).every(({ name }) => !running.has(name));
  return isLast
    ? []
    : [needsReload(`pool ${pool.name} fills its servers in order, and a new one does not stand last`)];
}

function isTemplate({ fixed }: WantedServer): boolean {
  return fixed.startsWith('server-template\n');
}

function templatesAsBefore({ former, pool }: PoolOrder): Planned {
  const textOf = (servers: readonly WantedServer[]) =>
    JSON.stringify(
      servers.map(({ name, place, weight, maxconn, isDisabled, fixed }) => [
        name,
        place,
        weight,
        maxconn,
        isDisabled,
        fixed,
      ]),
    );
  return textOf(former.servers) === textOf(pool.servers)
    ? join([])
    : needsReload(`pool ${pool.name} has servers made from a template`);
}
