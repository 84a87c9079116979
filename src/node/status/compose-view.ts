import { type ApplyProgress, ENDED_STAGES } from '../apply/apply-progress.ts';
import { idleIntents } from '../intents/compile-intents.ts';
import { inForce } from '../intents/in-force.ts';
import type { Intent, Intents } from '../intents/intent.ts';
import type { HolderMemory } from './holder-memory.ts';
import { judgeRedundancy } from './judge-redundancy.ts';
import { judgeVerdict } from './judge-verdict.ts';
import { mergeFindings } from './merge-findings.ts';
import { rememberHolders } from './remember-holders.ts';
import { saySite } from './say-site.ts';
import { type SiteSight, seeSite } from './see-site.ts';
import type { SeenMember } from './seen-member.ts';
import type { SiteFacts } from './site-facts.ts';
import type { SiteStatus } from './site-status.ts';
import type { NodeStanding, SiteView } from './site-view.ts';

export interface ViewFacts extends SiteFacts {
  /** All that are kept, ended ones too. */
  readonly intents: Intents;
  /** The apply that is on, or the last one; undefined = none. */
  readonly apply: ApplyProgress | undefined;
  /** As `rememberHolders` made it in the last cycle, or from the same facts. */
  readonly since: HolderMemory;
  /** What the same facts come to, where that is known. Default: composed here. */
  readonly status?: SiteStatus | undefined;
}

/** The whole site as this node's daemon sees it; pure. */
export function composeView(facts: ViewFacts): SiteView {
  const { seenBy, intents, apply, nowMs } = facts;
  // A peer may have been heard since the last cycle.
  const since = rememberHolders(facts.since, facts);
  const sight = seeSite(facts, since, facts.status);
  const force = inForce(intents, nowMs);
  const pauses = force.filter(({ wish }) => wish.kind === 'pause');
  const judged = judgeVerdict(sight);
  const redundancy = judgeRedundancy(sight);
  const holderSince = sinceOf(sight, since);
  return {
    ...sight.status,
    seenBy,
    verdict: judged.verdict,
    sentence: saySite({ sight, judged, redundancy, holderSince, pauses, apply }),
    redundancy,
    holderSince,
    members: Object.fromEntries(
      Object.values(sight.members).map((member) => [member.node, standingOf(member, sight, pauses)]),
    ),
    intents: withIdleness(facts, force),
    apply: apply !== undefined && ENDED_STAGES.includes(apply.stage) ? undefined : apply,
    ...balancesOf(sight),
    findings: mergeFindings(sight.members, seenBy),
  };
}

/** What each node tells of the pools that it decides about, as long as it is heard. */
function balancesOf({ members }: SiteSight): Pick<SiteView, 'balances'> {
  const balances = Object.values(members).flatMap(({ observation, isFresh }) =>
    isFresh ? (observation?.balances ?? []) : [],
  );
  return balances.length === 0 ? {} : { balances };
}

function sinceOf({ status }: SiteSight, { last }: HolderMemory): Readonly<Record<string, string>> {
  const known = Object.entries(status.vips).flatMap(([vip, { holders }]) => {
    const at = holders.length === 1 && holders[0]!.node === last[vip]?.node ? last[vip].at : undefined;
    return at === undefined ? [] : [[vip, at] as const];
  });
  return Object.fromEntries(known);
}

function standingOf(
  member: SeenMember,
  { seenBy, nowMs }: SiteSight,
  pauses: readonly Intent[],
): NodeStanding {
  const { node, observation, isFresh, ageMs, why } = member;
  const isSelf = node === seenBy;
  const { certificate, serviceCertificates = [] } = observation ?? {};
  const pause = pauses.find(({ wish }) => wish.kind === 'pause' && (wish.node ?? node) === node);
  return {
    reachable: isSelf || isFresh,
    ageMs,
    why: isSelf ? undefined : why,
    daemon: observation?.daemon,
    release: observation?.release,
    certificate: certificate && {
      notAfter: certificate.notAfter,
      daysLeft: Math.floor((Date.parse(certificate.notAfter) - nowMs) / 86_400_000),
    },
    ...(serviceCertificates.length > 0 && { serviceCertificates }),
    paused: pause && { who: pause.who, why: pause.why, until: pause.until },
  };
}

function withIdleness({ site }: ViewFacts, force: Intents): SiteView['intents'] {
  const idle = new Set(site === undefined ? [] : idleIntents(site, force));
  return force.map((intent) => ({ ...intent, idle: idle.has(intent) }));
}
