import type { SiteView } from '../status/site-view.ts';
import { type Checked, judgeLow, type PluginState, type Thresholds } from './check-verdict.ts';

const DAY_MS = 86_400_000;
const WARN_DAYS = 30;
const CRITICAL_DAYS = 7;

/** A certificate of the site: a node's own (`lb1`), or a file that services on a node show (`lb1:/etc/…/web.pem`). */
export interface CertificateStanding {
  readonly name: string;
  /** undefined = it cannot be read, for the reason in `why`. */
  readonly daysLeft: number | undefined;
  readonly notAfter: string | undefined;
  readonly why: string | undefined;
  /** Services that show it; empty = it is a node's own. */
  readonly services: readonly string[];
}

export function certificatesOf({ members, observedAt }: SiteView): readonly CertificateStanding[] {
  return Object.entries(members).flatMap(([node, { certificate, serviceCertificates = [] }]) => [
    ...(certificate === undefined ? [] : [{ ...certificate, name: node, why: undefined, services: [] }]),
    ...serviceCertificates.map(({ file, notAfter, why, services }) => ({
      name: `${node}:${file}`,
      notAfter,
      daysLeft:
        notAfter === undefined
          ? undefined
          : Math.floor((Date.parse(notAfter) - Date.parse(observedAt)) / DAY_MS),
      why,
      services,
    })),
  ]);
}

/** @param thresholds days that are left; default: warning below 30, critical below 7 */
export function judgeCertificates(
  certificates: readonly CertificateStanding[],
  thresholds: Thresholds = {},
): Checked {
  const warning = thresholds.warning?.value ?? WARN_DAYS;
  const critical = thresholds.critical?.value ?? CRITICAL_DAYS;
  return {
    remarks: certificates.map(({ name, daysLeft, why }) =>
      daysLeft === undefined
        ? { state: 'CRITICAL' as PluginState, text: `${name} cannot be read: ${why ?? 'no reason is known'}` }
        : { state: judgeLow(daysLeft, warning, critical), text: `${name} ${sayDays(daysLeft)}` },
    ),
    figures: certificates.flatMap(({ name, daysLeft }) =>
      daysLeft === undefined
        ? []
        : [{ label: `${name} days`, value: daysLeft, warning: `${warning}:`, critical: `${critical}:` }],
    ),
  };
}

function sayDays(days: number): string {
  if (days < 0) return 'has expired';
  return days === 1 ? 'ends in 1 day' : `ends in ${days} days`;
}
