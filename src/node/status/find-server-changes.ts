import type { Change } from './change.ts';
import { sayList } from './say-words.ts';
import { saysDown } from './says-down.ts';
import type { SeenServer } from './site-status.ts';
import type { SiteView } from './site-view.ts';

/** More changes of one pool in one step are told as one. */
const MOST_SERVERS = 10;

/** A server goes down when the first node sees it down, and is back when none does and one sees it up. */
export function findServerChanges(before: SiteView, after: SiteView): Change[] {
  return Object.entries(after.pools).flatMap(([pool, { servers }]) => {
    const down: Change[] = [];
    const up: Change[] = [];
    for (const [server, seen] of Object.entries(servers)) {
      const former = before.pools[pool]?.servers[server];
      // Of hundreds most are up, before and after.
      if (former === undefined || !(isDownSomewhere(former) || isDownSomewhere(seen))) continue;
      const [was, is] = [seeing(former, 'down'), seeing(seen, 'down')];
      if (was.length === 0 && is.length > 0) down.push(downChange(pool, server, is, seen));
      const nodes = seeing(seen, 'up');
      // Whoever said so and is not heard any more has not taken it back.
      const isOpen = seeing(seen, 'unknown').some((node) => was.includes(node));
      if (was.length > 0 && is.length === 0 && !isOpen && nodes.length > 0)
        up.push(upChange(pool, server, nodes));
    }
    return [...inBrief('servers-down', pool, down), ...inBrief('servers-up', pool, up)];
  });
}

function downChange(pool: string, server: string, nodes: readonly string[], seen: SeenServer): Change {
  const check = seen.observations.find(saysDown)!.lastCheck;
  return {
    kind: 'server-down',
    text: `server ${pool}/${server} is down, says ${sayList(nodes)}: ${check}`,
    fields: { pool, server, nodes, check },
  };
}

function upChange(pool: string, server: string, nodes: readonly string[]): Change {
  return {
    kind: 'server-up',
    text: `server ${pool}/${server} is up again, says ${sayList(nodes)}`,
    fields: { pool, server, nodes },
  };
}

function inBrief(
  kind: 'servers-down' | 'servers-up',
  pool: string,
  changes: readonly Change[],
): readonly Change[] {
  if (changes.length <= MOST_SERVERS) return changes;
  const servers = changes.map(({ fields }) => String(fields['server']));
  const nodes = [...new Set(changes.flatMap(({ fields }) => fields['nodes'] as readonly string[]))];
  const says = kind === 'servers-down' ? 'are down' : 'are up again';
  return [
    {
      kind,
      text: `${servers.length} servers of pool ${pool} ${says}, says ${sayList(nodes)}: ${sayList(servers, 4)}`,
      fields: { pool, servers, nodes },
    },
  ];
}

function isDownSomewhere({ observations }: SeenServer): boolean {
  return observations.some(saysDown);
}

function seeing({ observations }: SeenServer, word: 'down' | 'up' | 'unknown'): string[] {
  const isMeant = word === 'down' ? saysDown : ({ state }: (typeof observations)[number]) => state === word;
  return observations.filter(isMeant).map(({ node }) => node);
}
