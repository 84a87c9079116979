import { type ApplyProgress, ENDED_STAGES } from '../apply/apply-progress.ts';
import type { Intent } from '../intents/intent.ts';
import type { Judged } from './judge-verdict.ts';
import { sayList, sayMoment } from './say-words.ts';
import type { SiteSight } from './see-site.ts';
import type { Redundancy } from './site-view.ts';

/** Of more VIPs than this only the numbers are said. */
const MOST_VIPS = 3;

/** The first line of `status`: `web-edge: serving; lb1 holds edge since 03:12 UTC; redundancy full`. */
export function saySite(parts: {
  readonly sight: SiteSight;
  readonly judged: Judged;
  readonly redundancy: Redundancy;
  readonly holderSince: Readonly<Record<string, string>>;
  /** Pauses in force. */
  readonly pauses: readonly Intent[];
  readonly apply: ApplyProgress | undefined;
}): string {
  const { sight, judged, redundancy } = parts;
  if (sight.site === undefined)
    return `${sight.own.site}: unknown; no spec was accepted on ${sight.seenBy} yet`;
  const situation = [
    judged.verdict,
    ...sayVips(sight, parts.holderSince),
    ...(judged.troubles.length === 0 ? [] : [sayList(judged.troubles)]),
  ];
  const clauses = [
    ...situation,
    sayRedundancy(redundancy, situation.join()),
    ...sayPauses(parts.pauses),
    ...sayApply(parts.apply, sight.nowMs),
  ];
  return `${sight.status.site}: ${clauses.join('; ')}`;
}

/** What is wrong comes first; the rest is grouped by holder. */
function sayVips({ status, members, nowMs }: SiteSight, since: Readonly<Record<string, string>>): string[] {
  const vips = Object.entries(status.vips);
  const none = vips.filter(([, { holders, unseen = [] }]) => holders.length === 0 && unseen.length === 0);
  const unknown = vips.filter(([, { holders, unseen = [] }]) => holders.length === 0 && unseen.length > 0);
  const many = vips.filter(([, { holders }]) => holders.length > 1);
  const held = Map.groupBy(
    vips.filter(([, { holders }]) => holders.length === 1),
    ([, { holders }]) => holders[0]!.node,
  );
  const silent = [...new Set(unknown.flatMap(([, { unseen = [] }]) => unseen))];
  const whys = silent.map((node) => `${node}: ${members[node]?.why ?? 'not seen since the VIP moved'}`);
  return [
    ...(none.length === 0 ? [] : [`nobody holds ${sayNames(none)}`]),
    ...many.map(([vip, { holders }]) => `${sayList(holders.map(({ node }) => node))} hold ${vip} at once`),
    ...(unknown.length === 0 ? [] : [`who holds ${sayNames(unknown)} is not seen (${sayList(whys, 2)})`]),
    ...(held.size === 0
      ? []
      : [[...held].map(([node, mine]) => `${node} holds ${sayHeld(mine, since, nowMs)}`).join(', ')]),
  ];
}

type Vips = readonly (readonly [string, unknown])[];

function sayNames(vips: Vips): string {
  const names = vips.map(([name]) => name);
  return names.length > MOST_VIPS ? `${names.length} VIPs (${sayList(names)})` : sayList(names);
}

function sayHeld(vips: Vips, since: Readonly<Record<string, string>>, nowMs: number): string {
  if (vips.length > MOST_VIPS) return `${vips.length} VIPs`;
  return sayList(
    vips.map(([name]) => {
      const at = since[name];
      return at === undefined ? name : `${name} since ${sayMoment(at, nowMs)}`;
    }),
  );
}

/** @param said reasons that stand there are not said again */
function sayRedundancy({ level, reasons }: Redundancy, said: string): string {
  const [first, ...others] = reasons.filter((reason) => !said.includes(reason));
  if (level === 'full' || first === undefined) return `redundancy ${level}`;
  return `redundancy ${level} (${first}${others.length === 0 ? '' : `, and ${others.length} more`})`;
}

function sayPauses(pauses: readonly Intent[]): string[] {
  return pauses.map(({ wish, who }) => {
    const where = wish.kind === 'pause' && wish.node !== null ? ` on ${wish.node}` : '';
    return `paused${where} by ${who}`;
  });
}

function sayApply(apply: ApplyProgress | undefined, nowMs: number): string[] {
  if (apply === undefined) return [];
  if (apply.stage === 'unconfirmed' && apply.confirmBy !== undefined)
    return [
      `revision ${apply.revision} is taken back at ${sayMoment(apply.confirmBy, nowMs)} unless it is confirmed`,
    ];
  if (apply.stage === 'stuck')
    return [`${apply.kind} of revision ${apply.revision} is stuck: ${apply.sentence}`];
  return ENDED_STAGES.includes(apply.stage)
    ? []
    : [`${apply.kind} of revision ${apply.revision}: ${apply.sentence}`];
}
