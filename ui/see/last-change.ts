import type { PageEvent } from '../../src/node/page/page-site.ts';

export interface LastChange {
  readonly event: PageEvent;
  /** What is likely to have caused it, in the words of whoever saw it; undefined = nothing was told. */
  readonly why: string | undefined;
}

const TRANSITIONS = /^(vip-moved|vip-held|vip-no-holder|vip-two-holders|verdict-changed)$/;
const CAUSES =
  /^(switchover|(?:haproxy|nginx)-(?:died|sick|silent|killed)|keepalived-died|peer-lost|guest-restarted|foundation-restarted|foundation-lost|apply-applying)$/;
/** No VIP moves because of these, but a site may serve no more. */
const SERVERS = /^servers?-down$/;
const BEFORE_MS = 6_000;
const AFTER_MS = 2_500;

/** The last transitions, the newest first, each once and with its cause. */
export function lastChanges(events: readonly PageEvent[], most: number): readonly LastChange[] {
  const found: LastChange[] = [];
  for (const event of events.toReversed()) {
    if (found.length >= most) break;
    if (!TRANSITIONS.test(event.kind)) continue;
    const isKnown = found.some(
      (one) => one.event.text === event.text && Math.abs(msOf(one.event) - msOf(event)) < 3_000,
    );
    if (!isKnown) found.push({ event, why: causeOf(event, events) });
  }
  return found;
}

/** What can cause such a thing, the likelier first, then the nearest; what is seen late may be told a moment after. */
function causeOf(event: PageEvent, events: readonly PageEvent[]): string | undefined {
  const distance = (one: PageEvent) => Math.abs(msOf(one) - msOf(event));
  const near = events.filter(
    (one) =>
      (CAUSES.test(one.kind) || (event.kind === 'verdict-changed' && SERVERS.test(one.kind))) &&
      msOf(one) >= msOf(event) - BEFORE_MS &&
      msOf(one) <= msOf(event) + AFTER_MS &&
      // A move to another node is not the cause of this one.
      (one.kind !== 'switchover' ||
        one.fields['to'] === undefined ||
        one.fields['to'] === event.fields['to']),
  );
  const [first] = near.toSorted(
    (left, right) => rankOf(left.kind) - rankOf(right.kind) || distance(left) - distance(right),
  );
  return first === undefined ? undefined : `${first.text} (${first.node})`;
}

const RANKS = [/^switchover$/, /^apply-/, /died|killed|silent|sick/, /^foundation/, /^peer-lost/, /^server/];

function rankOf(kind: string): number {
  const rank = RANKS.findIndex((pattern) => pattern.test(kind));
  return rank < 0 ? RANKS.length : rank;
}

function msOf({ at }: PageEvent): number {
  return Date.parse(at);
}
