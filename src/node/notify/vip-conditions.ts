import type { SiteView } from '../status/site-view.ts';
import type { Alert, Moment } from './alert.ts';
import type { Condition } from './view-conditions.ts';

/** What was seen older than this is no proof that a node has a VIP now. */
const OLD_MS = 30_000;

export function vipConditions(view: SiteView): Condition[] {
  return Object.entries(view.vips).flatMap(([vip, { address }]): Condition[] => {
    const about = `vip/${vip}`;
    const holders = holdersOf(view, vip);
    if (holders.length === 0 && !mayBeElsewhere(view, vip)) {
      const title = `Nobody holds VIP ${vip} (${address})`;
      return [
        {
          event: 'no-holder',
          severity: 'critical',
          about,
          title,
          remedy: 'Look at holdfast status: why can no node serve it?',
        },
      ];
    }
    if (holders.length < 2) return [];
    const title = `VIP ${vip} (${address}) has ${holders.length} holders: ${holders.join(', ')}`;
    const remedy =
      'Look whether the nodes hear each other: holdfast status, ip addr, the switch between them.';
    return [{ event: 'two-holders', severity: 'critical', about, title, remedy }];
  });
}

/** While a node does not answer, a second holder may be there unseen, and so may the only one. */
export function unsureVips(view: SiteView, { event, about }: Alert): boolean {
  const vip = about.slice('vip/'.length);
  if (event !== 'no-holder' && event !== 'two-holders') return false;
  if (view.vips[vip] === undefined || !someAway(view)) return false;
  return event === 'two-holders' || holdersOf(view, vip).length === 0;
}

/** Moves since the last look, and who holds what now. A VIP that is nowhere, or at two nodes, has not arrived yet. */
export function vipMoves(
  view: SiteView,
  before: Readonly<Record<string, string>>,
  nowMs: number,
): { readonly moments: readonly Moment[]; readonly holders: Readonly<Record<string, string>> } {
  const moments: Moment[] = [];
  const holders: Record<string, string> = {};
  for (const [vip, { address }] of Object.entries(view.vips)) {
    const seen = holdersOf(view, vip);
    const from = Object.hasOwn(before, vip) ? before[vip] : undefined;
    const to = seen.length === 1 ? seen[0] : from;
    if (to !== undefined) holders[vip] = to;
    if (from === undefined || to === undefined || to === from) continue;
    const since = Date.parse(view.holderSince[vip] ?? '');
    moments.push({
      key: `${view.site}/vip/${vip}/vip-moved`,
      event: 'vip-moved',
      severity: 'warning',
      about: `vip/${vip}`,
      code: '',
      title: `VIP ${vip} (${address}) moved from ${from} to ${to}`,
      remedy: `Look why it left ${from}: holdfast events.`,
      seenOn: [],
      teller: 'sender',
      what: `${from} > ${to}`,
      atMs: Number.isNaN(since) ? nowMs : since,
    });
  }
  return { moments, holders };
}

function holdersOf(view: SiteView, vip: string): readonly string[] {
  const fresh = (view.vips[vip]?.holders ?? []).filter(({ ageMs }) => ageMs <= OLD_MS);
  return [...new Set(fresh.map(({ node }) => node))];
}

function someAway(view: SiteView): boolean {
  return Object.values(view.members).some(({ reachable }) => !reachable);
}

/** A node that does not answer may hold it; then the Keepalived of one that does hears it, and is BACKUP. */
function mayBeElsewhere(view: SiteView, vip: string): boolean {
  const hears = ([node, { reachable }]: [string, { reachable: boolean }]) =>
    reachable && view.nodes[node]?.guests.keepalived.vips[vip]?.role === 'BACKUP';
  return someAway(view) && Object.entries(view.members).some(hears);
}
