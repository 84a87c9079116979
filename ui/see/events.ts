import type { PageEvent } from '../../src/node/page/page-site.ts';

/** More are not kept in the page; older ones are in the journals. */
export const MOST_EVENTS = 3_000;

/** Known events and more, each once, by time; those of one node stay in their order. */
export function mergeEvents(known: readonly PageEvent[], more: readonly PageEvent[]): readonly PageEvent[] {
  const fresh = areAllLater(known, more) ? more : unknownOf(known, more);
  if (fresh.length === 0) return known;
  const last = known.at(-1);
  const inOrder = fresh.every((event, index) => event.at >= (fresh[index - 1] ?? last ?? event).at);
  const all = [...known, ...fresh];
  return (inOrder ? all : all.toSorted(byTime)).slice(-MOST_EVENTS);
}

/** The usual case, which needs no look at all that is known: each follows the last one of its node. */
function areAllLater(known: readonly PageEvent[], more: readonly PageEvent[]): boolean {
  const last = new Map<string, number>();
  return more.every(({ node, seq }) => {
    const before = last.get(node) ?? known.findLast((one) => one.node === node)?.seq ?? 0;
    last.set(node, seq);
    return seq > before;
  });
}

function unknownOf(known: readonly PageEvent[], more: readonly PageEvent[]): readonly PageEvent[] {
  const keys = new Set(known.map(keyOf));
  return more.filter((event) => {
    const key = keyOf(event);
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  });
}

export function keyOf({ node, seq, at }: PageEvent): string {
  return `${node} ${seq} ${at}`;
}

function byTime(left: PageEvent, right: PageEvent): number {
  if (left.node === right.node) return left.seq - right.seq;
  return left.at < right.at ? -1 : left.at > right.at ? 1 : 0;
}

/** One thing that happened, told by one node or several within two seconds. */
export interface Told {
  readonly event: PageEvent;
  readonly by: readonly string[];
}

const ALIKE_MS = 2_000;
/** What is alike stands close together. */
const LOOK_BACK = 12;

/** What several nodes told of the same is one line. */
export function foldEvents(events: readonly PageEvent[]): readonly Told[] {
  const folded: { event: PageEvent; by: string[] }[] = [];
  for (const event of events) {
    const same = folded
      .slice(-LOOK_BACK)
      .findLast(
        (one) =>
          one.event.kind === event.kind &&
          one.event.text === event.text &&
          !one.by.includes(event.node) &&
          Math.abs(Date.parse(event.at) - Date.parse(one.event.at)) <= ALIKE_MS,
      );
    if (same === undefined) folded.push({ event, by: [event.node] });
    else same.by.push(event.node);
  }
  return folded;
}

export interface EventFilter {
  readonly text: string;
  readonly node: string;
  readonly group: keyof typeof GROUPS | '';
}

/** What people look for, and the kinds that belong to it. */
export const GROUPS = {
  VIPs: /^(vip-|vrrp|switchover)/,
  servers: /^(server|pool-|checks-)/,
  engines: /^(haproxy-|nginx-|keepalived-|guest-|foundation)/,
  changes: /^(apply-|trial-|release-|intent|edit-|catching|cannot-catch)/,
  nodes: /^(peer-|daemon-|healing|journal-)/,
  findings: /^(finding-|verdict-|redundancy-)/,
  balance: /^balance-/,
} as const;

export function filterEvents(told: readonly Told[], { text, node, group }: EventFilter): readonly Told[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const wanted = group === '' ? undefined : GROUPS[group];
  return told.filter(({ event, by }) => {
    if (node !== '' && !by.includes(node)) return false;
    if (wanted !== undefined && !wanted.test(event.kind)) return false;
    const line = `${event.kind} ${event.text} ${by.join(' ')}`.toLowerCase();
    return words.every((word) => line.includes(word));
  });
}

/** What a line of it looks like at a glance. */
export function toneOf(kind: string): 'good' | 'warn' | 'bad' | 'plain' {
  if (/two-holders|no-holder|died|stuck|bug|killed|not-undone|servers?-down|silent/.test(kind)) return 'bad';
  if (/lost|sick|failed|undo|refused|fault|restarted|finding-new|emptied|trouble/.test(kind)) return 'warn';
  return /full|back|-up$|servers-up|healthy|serves|recovered|kept|finding-gone/.test(kind) ? 'good' : 'plain';
}
