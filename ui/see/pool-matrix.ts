import type { ServerCounts } from '../../src/engines/haproxy/server-facts.ts';
import type { PageSite } from '../../src/node/page/page-site.ts';
import { STALE_MS } from './stale.ts';
import { spanWords } from './time-words.ts';

export interface PoolMatrix {
  readonly pool: string;
  /** How it is balanced and checked. */
  readonly about: string;
  readonly nodes: readonly { readonly node: string; readonly age: string; readonly isOld: boolean }[];
  readonly rows: readonly ServerRow[];
  readonly up: number;
  readonly total: number;
  readonly sessions: number;
  /** `12.5 a second, 3 failed, 1 answered 5xx`; undefined = nobody counts. */
  readonly counts: string | undefined;
}

export interface ServerRow {
  readonly server: string;
  readonly address: string;
  /** What forwards to it. */
  readonly engine: 'haproxy' | 'nginx';
  /** An operator took it out. */
  readonly isOut: boolean;
  /** Who wants it out or with another weight, why and until when; undefined = nobody. */
  readonly intent: string | undefined;
  /** What the holder counted: `12.5 a second, 3 failed`; undefined = nobody counts. */
  readonly counts: string | undefined;
  /** Sessions on it, as the holder sees it, and other servers that are up. */
  readonly open: number;
  readonly others: number;
  readonly weights: { readonly spec: string; readonly wanted: string | undefined; readonly runs: string };
  readonly seen: readonly {
    readonly node: string;
    readonly state: string;
    readonly lastCheck: string;
    readonly sessions: number;
    readonly sinceMs: number | undefined;
    readonly isOld: boolean;
  }[];
}

/** Server × node that looks at it. @param text what a row must contain; empty = all rows */
export function poolMatrix(
  { view, viewAtMs, words, shape }: PageSite,
  nowMs: number,
  text: string,
): readonly PoolMatrix[] {
  const wanted = text.toLowerCase();
  return Object.entries(view?.pools ?? {}).map(([pool, { servers }]) => {
    const spec = shape?.pools.find(({ name }) => name === pool);
    const all = Object.entries(servers);
    const nodes = (all[0]?.[1].observations ?? []).map(({ node, ageMs }) => {
      const age = ageMs + Math.max(0, nowMs - viewAtMs);
      const isOld = words[node]?.why !== undefined || age > STALE_MS;
      return { node, age: `${spanWords(age)} ago`, isOld };
    });
    const old = new Set(nodes.flatMap(({ node, isOld }) => (isOld ? [node] : [])));
    const up = all.filter(([, { state }]) => state === 'up');
    const rows = all.flatMap(([server, seen]): ServerRow[] => {
      const intents = (view?.intents ?? []).filter(
        ({ wish }) => 'server' in wish && wish.pool === pool && wish.server === server,
      );
      const states = intents.flatMap((one) =>
        one.wish.kind === 'server-state' && one.wish.state !== 'ready' ? [one] : [],
      );
      const weight = intents.flatMap(({ wish }) => (wish.kind === 'server-weight' ? [wish.weight] : []))[0];
      const running = [...new Set(nodes.map(({ node }) => words[node]?.weights[`${pool}/${server}`]))];
      const row: ServerRow = {
        server,
        address: seen.address,
        engine: spec?.engine ?? 'haproxy',
        isOut: states.length > 0,
        intent: states[0] && intentWords(states[0]),
        counts: seen.counts && countWords([seen.counts]),
        open: seen.sessions,
        others: up.filter(([name]) => name !== server).length,
        weights: {
          spec: String(spec?.servers.find(({ name }) => name === server)?.weight ?? '?'),
          wanted: weight === undefined || weight === null ? undefined : String(weight),
          runs: running.map((one) => one ?? '?').join(' and '),
        },
        seen: seen.observations.map(({ node, state, lastCheck, sessions, sinceMs }) => ({
          node,
          state,
          lastCheck,
          sessions,
          sinceMs,
          isOld: old.has(node),
        })),
      };
      const line = `${server} ${seen.address} ${row.seen.map(({ state }) => state).join(' ')}`.toLowerCase();
      return line.includes(wanted) ? [row] : [];
    });
    return {
      pool,
      about: [spec?.balance, spec?.check ?? 'not checked'].filter((word) => word !== undefined).join('; '),
      nodes,
      rows,
      up: up.length,
      total: all.length,
      sessions: all.reduce((sum, [, { sessions }]) => sum + sessions, 0),
      counts: countWords(all.flatMap(([, { counts }]) => (counts === undefined ? [] : [counts]))),
    };
  });
}

/** undefined = nobody counts. */
function countWords(counts: readonly ServerCounts[]): string | undefined {
  if (counts.length === 0) return undefined;
  const sum = (key: keyof ServerCounts) => counts.reduce((all, one) => all + one[key], 0);
  const words = [`${Math.round(sum('perSecond') * 10) / 10} a second`];
  if (sum('failed') > 0) words.push(`${sum('failed')} failed`);
  if (sum('errors') > 0) words.push(`${sum('errors')} answered 5xx`);
  return words.join(', ');
}

function intentWords({ wish, who, why, until }: NonNullable<PageSite['view']>['intents'][number]): string {
  const state = wish.kind === 'server-state' ? wish.state : wish.kind;
  return `${state} by ${who}${why === '' ? '' : `: ${why}`}${until === null ? '' : `, until ${until.slice(0, 16).replace('T', ' ')} UTC`}`;
}
