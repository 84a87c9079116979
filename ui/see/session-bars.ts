import type { PageSite } from '../../src/node/page/page-site.ts';

export interface Bar {
  readonly server: string;
  readonly state: string;
  readonly sessions: number;
  /** Of the width: 1 = the longest. */
  readonly part: number;
  /** Where it should be, as parts of the width; undefined = nobody asked for even spread. */
  readonly band:
    | { readonly from: number; readonly to: number; readonly share: number; readonly slack: number }
    | undefined;
  /** What it has after the plan; undefined = nothing is to move. */
  readonly after: { readonly part: number; readonly sessions: number } | undefined;
}

/** Sessions a server of a pool, and the band of the tolerance around its share. */
export function barsOf({ view, shape, balances }: PageSite, pool: string): readonly Bar[] {
  const balance = balances.find((one) => one.pool === pool);
  const tolerance = shape?.pools.find(({ name }) => name === pool)?.tolerance;
  const shares = balance?.plan?.shares ?? {};
  const predicted = balance?.plan?.isBalanced === false ? balance.plan.predicted : {};
  const rows = Object.entries(view?.pools[pool]?.servers ?? {}).map(([server, seen]) => {
    const sessions = balance?.now[server] ?? seen.sessions;
    const share = shares[server];
    const slack = share === undefined || tolerance === undefined ? 0 : Math.ceil(share * tolerance);
    return { server, state: seen.state, sessions, share, slack };
  });
  const most = Math.max(
    1,
    ...rows.map(({ sessions, share = 0, slack }) => Math.max(sessions, share + slack)),
  );
  return rows.map(({ server, state, sessions, share, slack }) => ({
    server,
    state,
    sessions,
    part: sessions / most,
    after:
      predicted[server] === undefined
        ? undefined
        : { part: Math.min(1, predicted[server] / most), sessions: predicted[server] },
    band:
      share === undefined || tolerance === undefined
        ? undefined
        : { from: Math.max(0, share - slack) / most, to: (share + slack) / most, share, slack },
  }));
}
