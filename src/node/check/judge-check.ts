import { sayClause, sayTime } from '../status/say-words.ts';
import type { SiteView } from '../status/site-view.ts';
import type { Checked, Remark, Thresholds } from './check-verdict.ts';
import { type CertificateStanding, certificatesOf, judgeCertificates } from './judge-certificates.ts';
import { judgePools } from './judge-pools.ts';
import { judgeRelease } from './judge-release.ts';
import { judgeVips } from './judge-vips.ts';

export const CHECK_KINDS = ['vip', 'pool', 'certificate', 'release', 'all'] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export interface CheckQuestion {
  readonly kind: CheckKind;
  /** A VIP, a pool, a node or a certificate's file; undefined = all of the kind. */
  readonly name?: string | undefined;
  readonly thresholds?: Thresholds;
  /** vip: the node that shall hold it. */
  readonly on?: string | undefined;
}

/** The daemon looks every two seconds; one that has not for so long hangs. */
const HANGS_MS = 30_000;

/** What is asked, judged from what a daemon sees; pure. A name that the site does not have is UNKNOWN. */
export function judgeCheck(view: SiteView, question: CheckQuestion): Checked {
  const { on } = question;
  if (on !== undefined && !(on in view.nodes)) return unknownName('node', on, Object.keys(view.nodes));
  const checked = judgeKind(view, question);
  return { ...checked, remarks: [...hangs(view), ...checked.remarks] };
}

function judgeKind(view: SiteView, { kind, name, thresholds, on }: CheckQuestion): Checked {
  switch (kind) {
    case 'vip':
      return named(kind, name, Object.keys(view.vips), (vips) => judgeVips(view, vips, thresholds, on));
    case 'pool':
      return named(kind, name, Object.keys(view.pools), (pools) => judgePools(view, pools, thresholds));
    case 'certificate':
      return judgeNamedCertificates(certificatesOf(view), name, thresholds);
    case 'release':
      return judgeRelease(view);
    case 'all':
      return judgeAll(view);
  }
}

function named(
  kind: CheckKind,
  name: string | undefined,
  known: readonly string[],
  judge: (names: readonly string[]) => Checked,
): Checked {
  if (name !== undefined && !known.includes(name)) return unknownName(kind, name, known);
  if (known.length === 0) return { remarks: [unknown(`the site has no ${kind} yet`)], figures: [] };
  return judge(name === undefined ? known : [name]);
}

function judgeNamedCertificates(
  all: readonly CertificateStanding[],
  name: string | undefined,
  thresholds: Thresholds | undefined,
): Checked {
  const asked = all.filter((one) => name === undefined || one.name === name || one.name.endsWith(`:${name}`));
  if (asked.length > 0) return judgeCertificates(asked, thresholds);
  if (name === undefined)
    return { remarks: [{ state: 'OK', text: 'no certificate is in use' }], figures: [] };
  return unknownName(
    'certificate',
    name,
    all.map((one) => one.name),
  );
}

/** The sentence of `status`, and everything else that needs a person. */
function judgeAll(view: SiteView): Checked {
  const parts = [
    judgeVips(view, Object.keys(view.vips)),
    judgePools(view, Object.keys(view.pools)),
    judgeCertificates(certificatesOf(view)),
    judgeRelease(view),
  ];
  const remarks = parts.flatMap((part) => part.remarks).filter(({ state }) => state !== 'OK');
  const told = view.findings.map(({ severity, message }): Remark => {
    return { state: severity === 'critical' ? 'CRITICAL' : 'WARNING', text: sayClause(message) };
  });
  const [, sentence = view.sentence] = /^[^:]*: (.*)$/s.exec(view.sentence) ?? [];
  const overall: Remark[] = [
    ...(view.verdict === 'unknown' ? [unknown(sentence)] : []),
    ...(view.redundancy.level === 'full' || Object.keys(view.nodes).length < 2
      ? []
      : [
          {
            state: 'WARNING' as const,
            text: [`redundancy ${view.redundancy.level}`, ...view.redundancy.reasons].join(': '),
          },
        ]),
  ];
  const all = [...overall, ...remarks, ...told];
  return {
    remarks: all.length > 0 ? all : [{ state: 'OK', text: sentence }],
    figures: [
      ...parts.flatMap((part) => part.figures),
      { label: 'findings', value: view.findings.length, warning: '0:0', min: 0 },
    ],
  };
}

function hangs({ members, seenBy }: SiteView): Remark[] {
  const { ageMs = 0 } = members[seenBy] ?? {};
  if (ageMs < HANGS_MS) return [];
  return [{ state: 'CRITICAL', text: `the daemon of ${seenBy} has not looked for ${sayTime(ageMs)}` }];
}

function unknownName(kind: string, name: string, known: readonly string[]): Checked {
  const has = known.length === 0 ? 'has none' : `has ${known.join(', ')}`;
  return { remarks: [unknown(`no ${kind} is called ${name}; the site ${has}`)], figures: [] };
}

function unknown(text: string): Remark {
  return { state: 'UNKNOWN', text };
}
