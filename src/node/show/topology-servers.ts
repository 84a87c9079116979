import type { PageSite } from '../page/page-site.ts';
import type { Box, Look } from './drawing.ts';

const MOST_SERVERS = 10;

/** Of a pool, as one node has them. */
export function sessionsWords(
  servers: readonly {
    readonly observations: readonly { readonly node: string; readonly sessions: number }[];
  }[],
  node: string,
): string {
  return totalWords(
    servers.flatMap(({ observations }) =>
      observations.flatMap((one) => (one.node === node ? [one.sessions] : [])),
    ),
  );
}

/** Empty = nothing of it is known. */
export function totalWords(counts: readonly (number | undefined)[]): string {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? '' : String(known.reduce((sum, count) => sum + count, 0));
}

type ServerBox = Pick<Box, 'title' | 'lines' | 'look'> & { readonly label: string };

const LOOKS: Readonly<Record<string, Look>> = { up: 'live', down: 'broken', drain: 'out', maint: 'out' };

/** The servers of a pool; of a larger one those that need a look, and the rest as one. */
export function serversOf({ view }: PageSite, pool: string): readonly ServerBox[] {
  const all = Object.entries(view?.pools[pool]?.servers ?? {}).map(
    ([title, { state, sessions, address }]) => {
      const look = LOOKS[state] ?? 'unseen';
      const label = sessions === 0 && state !== 'up' ? '' : String(sessions);
      return {
        title,
        look,
        label,
        lines: [{ text: `${state === 'up' ? address : `${state.toUpperCase()}`}`, look }],
      };
    },
  );
  if (all.length <= MOST_SERVERS) return all;
  const odd = all.filter(({ look }) => look !== 'live').slice(0, MOST_SERVERS - 1);
  const rest = all.filter((one) => !odd.includes(one));
  const open = rest.reduce((sum, { label }) => sum + Number(label), 0);
  const title = `${rest.length} more`;
  const up = rest.filter(({ look }) => look === 'live').length;
  const look: Look = up === 0 ? 'unseen' : 'live';
  return [...odd, { title, look, label: String(open), lines: [{ text: `${up} up`, look }] }];
}
