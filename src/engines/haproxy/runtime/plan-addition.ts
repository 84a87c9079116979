import { addedWords, scoutWords } from './added-words.ts';
import { type PoolOrder } from './plan-pool.ts';
import { NOTHING, type Planned } from './planned.ts';
import type { WantedServer } from './wanted.ts';

/** A server that stands in the new file and does not run. */
export function planAddition(order: PoolOrder, server: WantedServer): Planned {
  const { former, pool, abilities, states } = order;
  const { words, reasons } = addedWords(pool, server, abilities, loadedFiles(former.servers));
  const { place } = server;
  if (reasons.length > 0 || place === undefined) return { ...NOTHING, reasons };
  const name = `${pool.name}/${server.name}`;
  const wanted = states.get(name) ?? (server.isDisabled ? 'maint' : 'ready');
  const paysPerRequest = pool.isHttp && !abilities.reusesConnections;
  return {
    steps: [
      {
        kind: 'add',
        pool: pool.name,
        server: server.name,
        ...place,
        words,
        scout: wanted === 'ready' ? scoutWords(server) : undefined,
        isChecked: server.isChecked,
        hasAgent: server.hasAgent,
        admit: wanted,
      },
    ],
    notes: paysPerRequest
      ? [
          `${name}: this version of HAProxy opens a connection for each request to an added server, until the next reload.`,
        ]
      : [],
    reasons: [],
  };
}

/** Files that the running HAProxy has opened for servers of the pool. */
export function loadedFiles(servers: readonly WantedServer[]): ReadonlySet<string> {
  return new Set(
    servers.flatMap(({ options }) => options.map(({ name, values }) => `${name} ${values[0] ?? ''}`)),
  );
}
