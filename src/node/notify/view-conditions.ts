import type { Site } from '../../site/site.ts';
import type { SiteView } from '../status/site-view.ts';
import type { Alert } from './alert.ts';
import { eventOfCode } from './notice-kinds.ts';
import { poolConditions, unsurePools } from './pool-conditions.ts';
import { unsureVips, vipConditions } from './vip-conditions.ts';

/** A condition of a site as its own room says it, without what is the same for all. */
export type Condition = Omit<Alert, 'key' | 'seenOn' | 'teller' | 'code' | 'remedy'> &
  Partial<Pick<Alert, 'seenOn' | 'code' | 'remedy'>>;

/** Below, a certificate should be renewed; and below, it is about to end. Days. */
const EXPIRES_SOON = 14;
const EXPIRES_NOW = 3;

/** All that is wrong now, each thing once, and what cannot be seen now. */
export function viewConditions(
  site: Site,
  view: SiteView,
): { readonly conditions: readonly Alert[]; readonly unsure: (alert: Alert) => boolean } {
  const all = [
    ...vipConditions(view),
    ...poolConditions(site, view),
    ...redundancy(view),
    ...members(view),
    ...findings(view),
  ];
  const byKey = new Map<string, Alert>();
  for (const one of all) {
    const what = one.event === 'finding' ? (one.code ?? '') : one.event;
    const key = `${view.site}/${one.about}/${what}`;
    const first = byKey.get(key);
    const seenOn = [...new Set([...(first?.seenOn ?? []), ...(one.seenOn ?? [])])];
    const alert: Alert = { code: '', remedy: '', teller: 'sender', ...one, key, seenOn };
    // The first speaks; what it does not know, the other adds.
    byKey.set(
      key,
      first === undefined
        ? alert
        : { ...first, seenOn, code: first.code || alert.code, remedy: first.remedy || alert.remedy },
    );
  }
  const isAway = (node: string) => view.members[node]?.reachable === false;
  return {
    conditions: [...byKey.values()],
    unsure: (alert) =>
      alert.seenOn.some(isAway) ||
      unsureVips(view, alert) ||
      unsurePools(view, alert) ||
      (alert.event === 'redundancy-lost' && view.redundancy.level === 'unknown'),
  };
}

function redundancy({ redundancy: { level, reasons } }: SiteView): Condition[] {
  if (level === 'full' || level === 'unknown') return [];
  const why = reasons.length === 0 ? '' : `: ${reasons.join(' ')}`;
  const [severity, says] =
    level === 'none'
      ? (['critical', 'The site would not survive the loss of the holder'] as const)
      : (['warning', 'Redundancy is not full'] as const);
  return [
    {
      event: 'redundancy-lost',
      severity,
      about: 'site',
      title: `${says}${why}`,
      remedy: 'Look at holdfast status.',
    },
  ];
}

function members(view: SiteView): Condition[] {
  return Object.entries(view.members).flatMap(([node, { reachable, why, certificate, release, paused }]) => {
    const about = `node/${node}`;
    const here = [node];
    const found: Condition[] = [];
    if (!reachable) {
      const title = `Node ${node} does not answer${why === undefined ? '' : `: ${why}`}`;
      found.push({
        event: 'node-unreachable',
        severity: 'warning',
        about,
        title,
        remedy: `Look at ${node}: systemctl status holdfast-node.`,
      });
      return found;
    }
    if (certificate !== undefined && certificate.daysLeft <= EXPIRES_SOON) {
      const severity = certificate.daysLeft <= EXPIRES_NOW ? 'critical' : 'warning';
      const title = `The certificate of node ${node} ends on ${certificate.notAfter} (${Math.floor(certificate.daysLeft)} days left)`;
      found.push({
        event: 'certificate-expiring',
        severity,
        about,
        seenOn: here,
        title,
        remedy: `Renew it: holdfast pki issue node ${node}.`,
      });
    }
    const drift = release?.drift ?? [];
    if (drift.length > 0) {
      const title = `Node ${node} is unlike its release: ${drift.join(' ')}`;
      found.push({
        event: 'drift',
        severity: 'warning',
        about,
        seenOn: here,
        title,
        remedy: 'Look at holdfast drift.',
      });
    }
    if (paused !== undefined) {
      const until = paused.until === null ? '' : `, until ${paused.until}`;
      const title = `Node ${node} is paused by ${paused.who}${until}: ${paused.why || 'no reason given'}`;
      found.push({
        event: 'paused',
        severity: 'info',
        about,
        seenOn: here,
        title,
        remedy: 'holdfast resume ends it.',
      });
    }
    return found;
  });
}

function findings(view: SiteView): Condition[] {
  return view.findings.map(({ code, about, severity, message, remedy, node }) => ({
    event: eventOfCode(code),
    severity,
    code,
    about: about === '' ? `node/${node}` : about.replace(/^(?:member|node) /, 'node/'),
    seenOn: [node],
    title: message,
    remedy,
  }));
}
