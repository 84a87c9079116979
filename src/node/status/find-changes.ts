import type { Change } from './change.ts';
import { findServerChanges } from './find-server-changes.ts';
import { findMissedMoves, findVipChanges } from './find-vip-changes.ts';
import { type HolderMemory, NO_MEMORY } from './holder-memory.ts';
import { findingKey } from './merge-findings.ts';
import type { NodeRelease } from './node-observation.ts';
import { releaseInForce } from './release-in-force.ts';
import { sayList } from './say-words.ts';
import type { NodeStanding, Redundancy, SiteView } from './site-view.ts';

/**
 * Whether a view may be compared. While a VIP moves it is for less than a second not known who holds it, although every node is
 * heard: such a view is shown, and passed over by whoever looks for changes; the next one tells.
 */
export function isSettled({ vips, members }: SiteView): boolean {
  return Object.values(vips).every(
    ({ holders, unseen = [] }) =>
      holders.length > 0 || unseen.length === 0 || unseen.some((node) => members[node]?.reachable !== true),
  );
}

/**
 * What happened between two views by the same daemon, one sentence each; nothing when nothing did. Ages and times that go on
 * are no change.
 * @param before the last settled view; undefined = the daemon has just started
 * @param recalled what the journal tells about the time before the daemon started; default: nothing
 */
export function findChanges(
  before: SiteView | undefined,
  after: SiteView,
  recalled: HolderMemory = NO_MEMORY,
): readonly Change[] {
  if (before === undefined) return findMissedMoves(recalled, after);
  return [
    ...findVipChanges(before, after),
    ...nodeChanges(before, after),
    ...findServerChanges(before, after),
  ];
}

/**
 * How the judgement about the site changed. Nodes are seen one after the other, so that for a moment they seem unlike
 * whenever both change: whoever tells people waits until a judgement has stood for a while (`judgementKey`).
 */
export function findJudgements(before: SiteView | undefined, after: SiteView): readonly Change[] {
  if (before === undefined) return [];
  return [
    ...redundancyChanges(before.redundancy, after.redundancy),
    ...findingChanges(before, after),
    ...verdictChanges(before, after),
  ];
}

/** The same for views that are judged alike. */
export function judgementKey({ verdict, redundancy, findings }: SiteView): string {
  return JSON.stringify([verdict, redundancy.level, findings.map(findingKey)]);
}

function verdictChanges(before: SiteView, after: SiteView): Change[] {
  if (before.verdict === after.verdict) return [];
  return [
    { kind: 'verdict-changed', text: after.sentence, fields: { from: before.verdict, to: after.verdict } },
  ];
}

const LEVELS: readonly Redundancy['level'][] = ['none', 'unknown', 'degraded', 'full'];

function redundancyChanges(before: Redundancy, after: Redundancy): Change[] {
  const [former, now] = [LEVELS.indexOf(before.level), LEVELS.indexOf(after.level)];
  if (former === now) return [];
  if (after.level === 'full')
    return [{ kind: 'redundancy-full', text: 'redundancy is full', fields: { from: before.level } }];
  if (now > former) return [];
  return [
    {
      kind: 'redundancy-lost',
      text: `redundancy is ${after.level}: ${sayList(after.reasons, 4)}`,
      fields: { from: before.level, to: after.level, reasons: after.reasons },
    },
  ];
}

function nodeChanges(before: SiteView, after: SiteView): Change[] {
  return Object.entries(after.members).flatMap(([node, standing]) => {
    const former = before.members[node];
    if (former === undefined) return [];
    return [
      ...reachChanges(node, former, standing),
      ...releaseChanges(node, former, standing),
      ...guestChanges(node, before, after),
    ];
  });
}

function reachChanges(node: string, before: NodeStanding, after: NodeStanding): Change[] {
  if (before.reachable === after.reachable) return [];
  if (after.reachable) return [{ kind: 'peer-back', text: `${node} is heard again`, fields: { node } }];
  const why = after.why ?? 'no reason is known';
  return [{ kind: 'peer-lost', text: `${node} is not heard: ${why}`, fields: { node, why } }];
}

function releaseChanges(
  node: string,
  { release: former }: NodeStanding,
  { release }: NodeStanding,
): Change[] {
  if (former === undefined || release === undefined) return [];
  const [was, is] = [releaseInForce(former), releaseInForce(release)];
  const [from, to] = [was.revision, is.revision];
  const trial = release.trial !== undefined;
  if (from === to && was.digest === is.digest && trial === (former.trial !== undefined)) return [];
  const text = `${node} has revision ${to} in force${trial ? ', on trial' : ''}; ${sayFormer(former, release)}`;
  return [{ kind: 'release-changed', text, fields: { node, from, to, trial } }];
}

/** Revisions of one number are told apart: one is on trial, or they are different releases. */
function sayFormer(former: NodeRelease, release: NodeRelease): string {
  const [was, is] = [releaseInForce(former), releaseInForce(release)];
  if (was.revision === 0) return 'it had none before';
  if (was.revision !== is.revision) return `it had revision ${was.revision} before`;
  if (was.digest !== is.digest) return 'it had another release of that number before';
  return release.trial === undefined ? 'it was on trial before' : 'it was kept before';
}

function guestChanges(node: string, before: SiteView, after: SiteView): Change[] {
  const [former, now] = [before.nodes[node], after.nodes[node]];
  if (former?.foundation.pid === undefined || now?.foundation.pid === undefined) return [];
  const { pid } = now.foundation;
  // A new foundation counts from zero.
  if (pid !== former.foundation.pid) {
    const text = `${node} has a new foundation process, ${pid}`;
    return [{ kind: 'foundation-restarted', text, fields: { node, pid } }];
  }
  return (['haproxy', 'nginx', 'keepalived'] as const).flatMap((guest) => {
    const count = (now.guests[guest]?.restarts ?? 0) - (former.guests[guest]?.restarts ?? 0);
    if (count <= 0) return [];
    const text = `${guest} on ${node} ended and was started again${count === 1 ? '' : `, ${count} times`}`;
    return [{ kind: 'guest-restarted' as const, text, fields: { node, guest, count } }];
  });
}

function findingChanges(before: SiteView, after: SiteView): Change[] {
  const former = new Map(before.findings.map((finding) => [findingKey(finding), finding]));
  const now = new Map(after.findings.map((finding) => [findingKey(finding), finding]));
  const fresh = [...now].filter(([key]) => !former.has(key));
  const gone = [...former].filter(([key]) => !now.has(key));
  return [
    ...fresh.map(([, { code, about, node, severity, message }]) => ({
      kind: 'finding-new' as const,
      text: `${code}: ${message}`,
      fields: { code, about, node, severity },
    })),
    ...gone.map(([, { code, about, node }]) => ({
      kind: 'finding-gone' as const,
      text: `no longer ${code}${about === '' ? ` on ${node}` : `, ${about}`}`,
      fields: { code, about, node },
    })),
  ];
}
