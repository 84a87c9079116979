import type { Change } from './change.ts';
import type { HolderMemory } from './holder-memory.ts';
import { sayList } from './say-words.ts';
import type { SeenVip } from './site-status.ts';
import type { SiteView } from './site-view.ts';

/** Who holds a VIP, as one word that compares; `unknown` is no change: what was known before still is the last that was known. */
type Holding =
  | { readonly is: 'unknown' | 'nobody' }
  | { readonly is: 'one' | 'many'; readonly nodes: readonly string[] };

export function findVipChanges(before: SiteView, after: SiteView): Change[] {
  return Object.entries(after.vips).flatMap(([vip, seen]) => {
    const former = before.vips[vip];
    return former === undefined ? [] : vipChange(vip, former, seen, after.holderSince[vip] ?? null);
  });
}

/** VIPs that another node holds than when the daemon was here last. */
export function findMissedMoves({ last }: HolderMemory, after: SiteView): Change[] {
  return Object.entries(after.vips).flatMap(([vip, seen]) => {
    const [from, now] = [last[vip]?.node, holdingOf(seen)];
    const to = now.is === 'one' ? now.nodes[0]! : undefined;
    return from === undefined || to === undefined || from === to ? [] : [moved(vip, from, to, null)];
  });
}

function moved(vip: string, from: string, to: string, since: string | null): Change {
  return { kind: 'vip-moved', text: `${vip} moved from ${from} to ${to}`, fields: { vip, from, to, since } };
}

function vipChange(vip: string, former: SeenVip, seen: SeenVip, since: string | null): Change[] {
  const [before, now] = [holdingOf(former), holdingOf(seen)];
  switch (now.is) {
    case 'unknown':
      return [];
    case 'nobody':
      if (before.is === 'nobody') return [];
      return [
        {
          kind: 'vip-no-holder',
          text: `nobody holds ${vip}${seen.lastHolder === undefined ? '' : `; ${seen.lastHolder} had it last`}`,
          fields: { vip, from: seen.lastHolder ?? null },
        },
      ];
    case 'many':
      if (before.is === 'many' && before.nodes.join() === now.nodes.join()) return [];
      return [
        {
          kind: 'vip-two-holders',
          text: `${sayList(now.nodes)} hold ${vip} at once`,
          fields: { vip, nodes: now.nodes },
        },
      ];
    case 'one':
      return oneHolder(vip, former, before, { to: now.nodes[0]!, since });
  }
}

function oneHolder(
  vip: string,
  former: SeenVip,
  before: Holding,
  { to, since }: { readonly to: string; readonly since: string | null },
): Change[] {
  const from = before.is === 'one' ? before.nodes[0] : former.lastHolder;
  if (from !== undefined && from !== to) return [moved(vip, from, to, since)];
  // It was unknown for a while, and is where it was.
  if (from === to && (before.is === 'one' || before.is === 'unknown')) return [];
  return [{ kind: 'vip-held', text: `${to} holds ${vip}`, fields: { vip, to, since } }];
}

function holdingOf({ holders, unseen = [] }: SeenVip): Holding {
  const nodes = holders.map(({ node }) => node);
  if (nodes.length === 1) return { is: 'one', nodes };
  if (nodes.length > 1) return { is: 'many', nodes: nodes.toSorted() };
  return { is: unseen.length > 0 ? 'unknown' : 'nobody' };
}
