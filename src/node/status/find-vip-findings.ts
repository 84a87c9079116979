import type { FindingSight, Found } from './found.ts';
import { sayList } from './say-words.ts';
import type { SeenVip } from './site-status.ts';

/** A moment without holder, or with two, belongs to every move: what lasts longer needs a person. */
const SETTLE_MS = 1_000;
/** The foundation removes an address that is not Keepalived's within this time. */
const STALE_VIP_MS = 5_000;
const FLAP_WINDOW_MS = 600_000;
const FLAPS = 4;

export function findVipFindings(sight: FindingSight): Found[] {
  return Object.entries(sight.status.vips).flatMap(([vip, seen]) => [
    ...holderFindings(sight, vip, seen),
    ...masterFindings(sight, vip),
    ...flapFindings(sight, vip),
  ]);
}

function holderFindings(sight: FindingSight, vip: string, seen: SeenVip): Found[] {
  const { holders, unseen = [] } = seen;
  const about = `vip/${vip}`;
  const nodes = holders.map(({ node }) => node);
  if (nodes.length > 1 && settledFor(sight, vip, true) >= SETTLE_MS) {
    return [
      {
        code: 'node/vip-two-holders',
        about,
        severity: 'critical',
        message: `${sayList(nodes)} hold VIP ${vip} (${seen.address}) at once.`,
        remedy: `see whether the nodes hear each other's adverts (ping, firewall, protocol 112), then stop Keepalived on the node that shall not have it.`,
      },
    ];
  }
  if (nodes.length > 0 || unseen.length > 0 || settledFor(sight, vip, false) < SETTLE_MS) return [];
  return [
    {
      code: 'node/vip-without-holder',
      about,
      severity: 'critical',
      message: `nobody holds VIP ${vip} (${seen.address}).`,
      remedy:
        'see in holdfast status why no node is fit for it, and mend that; the first fit node takes it by itself.',
    },
  ];
}

/** How long it has been so since the last node got it, or lost it. */
function settledFor({ since, nowMs }: FindingSight, vip: string, here: boolean): number {
  const claims = Object.values(since.claims[vip] ?? {}).filter((claim) => claim.here === here);
  return nowMs - Math.max(0, ...claims.map(({ sinceMs }) => sinceMs));
}

/** Only of this node: it knows its own Keepalived best. */
function masterFindings({ status, since, seenBy, nowMs }: FindingSight, vip: string): Found[] {
  const isHere = status.vips[vip]!.holders.some(({ node }) => node === seenBy);
  const claim = since.claims[vip]?.[seenBy];
  const guest = status.nodes[seenBy]?.guests.keepalived;
  if (!isHere || guest === undefined || guest.state === 'unknown') return [];
  if (claim !== undefined && nowMs - claim.sinceMs < STALE_VIP_MS) return [];
  const role = guest.vips[vip]?.role ?? 'unknown';
  if (guest.state === 'running' && (role === 'MASTER' || role === 'unknown')) return [];
  const says = guest.state === 'running' ? `says ${role}` : `is ${guest.state}`;
  return [
    {
      code: 'node/holder-not-master',
      about: `vip/${vip}`,
      severity: 'warning',
      message: `${seenBy} has VIP ${vip} on an interface, but Keepalived there ${says}.`,
      remedy: `read holdfast logs keepalived on ${seenBy}; the foundation takes a left-over address away by itself.`,
    },
  ];
}

function flapFindings({ recent, nowMs }: FindingSight, vip: string): Found[] {
  const moves = recent.filter(
    ({ kind, at, fields }) =>
      kind === 'vip-moved' && fields['vip'] === vip && nowMs - Date.parse(at) <= FLAP_WINDOW_MS,
  );
  if (moves.length < FLAPS) return [];
  return [
    {
      code: 'node/vip-flaps',
      about: `vip/${vip}`,
      severity: 'warning',
      message: `VIP ${vip} moved ${moves.length} times within ten minutes.`,
      remedy:
        'see in holdfast events what happened before each move; a longer failover.advertise tolerates longer stalls of a machine.',
    },
  ];
}
