import { isSafeName } from './commands.ts';
import type { LiveServer } from './live.ts';
import type { PoolOrder } from './plan-pool.ts';
import { NOTHING, needsReload, type Planned } from './planned.ts';
import type { RuntimeStep } from './runtime-step.ts';

/** A server that runs and does not stand in the new file. */
export function planDeparture(order: PoolOrder, running: LiveServer): Planned {
  const { pool, former, abilities, removal } = order;
  const { server } = running;
  const name = `${pool.name}/${server}`;
  if (!isSafeName(pool.name) || !isSafeName(server))
    return needsReload(`server ${name} has a name that cannot be written in a command`);
  const uncertain = former.servers.some((one) => one.name === server && one.isUncertain);
  if (uncertain) return needsReload(`server ${name} depends on a condition or the environment`);
  if (pool.algorithm === 'static' || pool.algorithm === 'consistent')
    return needsReload(
      `server ${name} goes, and its pool is balanced by a hash or a fixed table, which only a start makes anew`,
    );
  const empty: RuntimeStep = { kind: 'empty', pool: pool.name, server, ...removal };
  const isEmpty = running.admin === 'maint' && running.sessions === 0 && running.usedConnections === 0;
  const steps = isEmpty ? [] : [empty];
  const mayHaveCarriedHttp = pool.isHttp && (!isEmpty || running.total > 0);
  if (!abilities.addsServers || (mayHaveCarriedHttp && !abilities.deletesUsedHttpServers))
    return {
      steps,
      notes: [
        `${name}: this version of HAProxy cannot delete it safely; it stays in maintenance, without traffic, until the next reload.`,
      ],
      reasons: [],
    };
  const waitsForRemovable = abilities.waitsForRemovable;
  return { ...NOTHING, steps: [...steps, { kind: 'delete', pool: pool.name, server, waitsForRemovable }] };
}
