import { enginesOf } from './engines-of.ts';
import { sayList } from './say-words.ts';
import type { SiteSight } from './see-site.ts';
import type { SeenMember } from './seen-member.ts';
import type { Redundancy } from './site-view.ts';
import { emptyPools, poolsOf, unfitReasons } from './unfit-reasons.ts';

/** A node's certificate that ends sooner makes it a doubtful peer. */
export const CERTIFICATE_MARGIN_MS = 7 * 86_400_000;

/** One node's checks run before the other's, and its word is on its way for a beat. */
const CHECK_SETTLE_MS = 5_000;

/** From the worst. */
const LEVELS = ['none', 'unknown', 'degraded', 'full'] as const;

/** What would become of a VIP on a node: it serves · it serves, but not quite alike · it cannot · nobody knows. */
type Fitness = { readonly as: 'fit' | 'doubtful' | 'unfit' | 'unseen'; readonly reasons: readonly string[] };

/** Whether every VIP survives the loss of its holder; the worst of them counts. */
export function judgeRedundancy(sight: SiteSight): Redundancy {
  const { site, status } = sight;
  if (site === undefined) return { level: 'unknown', reasons: ['no spec was accepted yet'] };
  if (site.nodes.length < 2) return { level: 'none', reasons: ['the site has one node'] };
  const all = Object.keys(status.vips).map((vip) => judgeVip(sight, vip));
  const level = LEVELS[Math.min(...all.map((one) => LEVELS.indexOf(one.level)), LEVELS.length - 1)]!;
  return { level, reasons: [...new Set(all.flatMap(({ reasons }) => reasons))] };
}

function judgeVip(sight: SiteSight, vip: string): Redundancy {
  const { holders, unseen = [] } = sight.status.vips[vip]!;
  const [first, second] = holders.map(({ node }) => node);
  if (first === undefined) {
    return unseen.length === 0
      ? { level: 'none', reasons: [`nobody holds ${vip}`] }
      : { level: 'unknown', reasons: unseen.map((node) => silence(sight, node)) };
  }
  if (second !== undefined) {
    return { level: 'none', reasons: [`${sayList(holders.map(({ node }) => node))} hold ${vip} at once`] };
  }
  const others = Object.values(sight.members).filter(({ node }) => node !== first);
  const fitness = others.map((member) => judgeNode(sight, vip, first, member));
  const reasons = fitness.flatMap((one) => one.reasons);
  const has = (as: Fitness['as']) => fitness.some((one) => one.as === as);
  if (has('fit')) return { level: fitness.every(({ as }) => as === 'fit') ? 'full' : 'degraded', reasons };
  if (has('doubtful')) return { level: 'degraded', reasons };
  return { level: has('unseen') ? 'unknown' : 'none', reasons };
}

function judgeNode(sight: SiteSight, vip: string, holder: string, member: SeenMember): Fitness {
  const { node, observation, isFresh } = member;
  const { site, status } = sight;
  if (observation === undefined || !isFresh) return { as: 'unseen', reasons: [silence(sight, node)] };
  const pools = site === undefined ? [] : poolsOf(site, vip);
  const atHolder = emptyPools(status, pools, holder);
  const empty = emptyPools(status, pools, node).filter((pool) => !atHolder.includes(pool));
  const unfit = [
    ...unfitReasons(status, node, vip),
    ...empty.map((pool) => `${node} sees no server of pool ${pool} up, ${holder} does`),
  ];
  if (unfit.length > 0) return { as: 'unfit', reasons: unfit };
  const doubts = [...standingDoubts(sight, member, holder), ...checkDoubts(sight, pools, node, holder)];
  return { as: doubts.length === 0 ? 'fit' : 'doubtful', reasons: doubts };
}

function standingDoubts(sight: SiteSight, member: SeenMember, holder: string): string[] {
  const { node } = member;
  const observation = member.observation!;
  const seen = sight.status.nodes[node];
  const { certificate, release } = observation;
  const holding = sight.members[holder]?.observation?.release;
  const left = certificate === undefined ? undefined : Date.parse(certificate.notAfter) - sight.nowMs;
  const soon = left !== undefined && left <= CERTIFICATE_MARGIN_MS;
  // While an apply changes one node after the other they differ; who applies watches.
  const isChanging = release.trial !== undefined || holding?.trial !== undefined;
  const isOther = holding !== undefined && !isChanging && holding.digest !== release.digest;
  return [
    ...(seen?.foundation.state === 'unknown' ? [`the foundation of ${node} does not answer`] : []),
    ...(seen === undefined ? [] : enginesOf(seen.guests)).flatMap(([engine, { why }]) =>
      why === undefined ? [] : [`${engine} on ${node} does not answer: ${why}`],
    ),
    ...(isOther ? [`${node} has another release in force than ${holder}`] : []),
    ...(release.drift.length === 0 ? [] : [`what is in force on ${node} is not what its revision says`]),
    ...(soon ? [`the certificate of ${node} ${left <= 0 ? 'has expired' : 'expires within 7 days'}`] : []),
  ];
}

/** Checks that fail or pass on one node and not on the other, for longer than it takes until both know. */
function checkDoubts(sight: SiteSight, pools: readonly string[], node: string, holder: string): string[] {
  const unlike = pools.flatMap((name) => {
    const check = sight.site?.pools.find((pool) => pool.name === name)?.check;
    const settleMs =
      CHECK_SETTLE_MS + (check === undefined ? 0 : check.everyMs * Math.max(check.fall, check.rise));
    return Object.entries(sight.status.pools[name]?.servers ?? {})
      .filter(([, { observations }]) => {
        const two = observations.filter((one) => one.node === node || one.node === holder);
        const known = two.every(
          ({ state, sinceMs = Infinity }) => state !== 'unknown' && sinceMs >= settleMs,
        );
        return (
          known && two.some(({ state }) => state === 'down') && two.some(({ state }) => state !== 'down')
        );
      })
      .map(([server]) => `${name}/${server}`);
  });
  return unlike.length === 0 ? [] : [`${node} and ${holder} see ${sayList(unlike)} differently`];
}

function silence({ members }: SiteSight, node: string): string {
  const member = members[node];
  // Heard, but its word is older than the VIP's last move.
  return member?.why === undefined
    ? `${node} has not been seen since the VIP moved`
    : `${node}: ${member.why}`;
}
