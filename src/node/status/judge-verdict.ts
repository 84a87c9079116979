import type { SiteSight } from './see-site.ts';
import type { Verdict } from './site-view.ts';
import { emptyPools, poolsOf, unfitReasons } from './unfit-reasons.ts';

export interface Judged {
  readonly verdict: Verdict;
  /** What is wrong that clients may feel, beside the VIPs' holders, one clause each. */
  readonly troubles: readonly string[];
}

/** Down weighs more than unknown, unknown more than degraded: what is known to be worst is said. */
export function judgeVerdict({ site, status }: SiteSight): Judged {
  if (site === undefined) return { verdict: 'unknown', troubles: [] };
  const vips = Object.entries(status.vips);
  const troubles = vips.flatMap(([vip, { holders }]) =>
    holders.length === 1 ? unfitReasons(status, holders[0]!.node, vip) : [],
  );
  const empty = vips.flatMap(([vip, { holders }]) =>
    holders.flatMap(({ node }) => emptyPools(status, poolsOf(site, vip), node)),
  );
  const all = [...new Set([...troubles, ...empty.map((pool) => `pool ${pool} has no server`)])];
  const nobody = vips.filter(([, { holders }]) => holders.length === 0);
  const isDown = nobody.some(([, { unseen = [] }]) => unseen.length === 0);
  const hasMany = vips.some(([, { holders }]) => holders.length > 1);
  if (isDown) return { verdict: 'down', troubles: all };
  if (nobody.length > 0) return { verdict: 'unknown', troubles: all };
  return { verdict: all.length > 0 || hasMany ? 'degraded' : 'serving', troubles: all };
}
