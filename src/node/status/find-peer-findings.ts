import { ENDED_STAGES } from '../apply/apply-progress.ts';
import { inForce } from '../intents/in-force.ts';
import type { FindingSight, Found } from './found.ts';
import { judgeRedundancy } from './judge-redundancy.ts';
import { releaseInForce } from './release-in-force.ts';
import { sayList, sayMoment, sayTime } from './say-words.ts';
import type { SeenMember } from './seen-member.ts';
import { STALE_MS } from './site-facts.ts';

/** Clocks that differ by more make intents, logs and certificates disagree. */
const MOST_SKEW_MS = 2_000;
/** A peer's observation may be this old when it is heard: so much behind is no proof. */
const LONGEST_WAY_MS = 2_000;
const DAY_MS = 86_400_000;

/** Of the nodes together. */
export function findPeerFindings(sight: FindingSight): Found[] {
  const peers = Object.values(sight.members).filter(({ node }) => node !== sight.seenBy);
  return [
    ...peers.flatMap((peer) => [...silenceFindings(sight, peer), ...skewFindings(sight, peer)]),
    ...redundancyFindings(sight),
    ...releaseFindings(sight),
    ...applyFindings(sight),
    ...pauseFindings(sight),
  ];
}

function silenceFindings(
  { own, nowMs }: FindingSight,
  { node, isFresh, observation, why }: SeenMember,
): Found[] {
  const isStarting = nowMs - Date.parse(own.daemon.startedAt) < STALE_MS * 2;
  if (isFresh || (observation === undefined && isStarting)) return [];
  return [
    {
      code: 'node/peer-unreachable',
      about: `member ${node}`,
      severity: 'warning',
      message: `${node} is not heard: ${why ?? 'no reason is known'}.`,
      remedy: `see on ${node} whether the machine and its daemon run (systemctl status holdfast), and whether its port can be reached.`,
    },
  ];
}

function skewFindings({ peers, seenBy }: FindingSight, { node }: SeenMember): Found[] {
  const word = peers[node];
  if (word?.observation === undefined) return [];
  const aheadMs = word.observation.atMs - word.heardAtMs;
  if (aheadMs <= MOST_SKEW_MS && -aheadMs <= MOST_SKEW_MS + LONGEST_WAY_MS) return [];
  return [
    {
      code: 'node/clock-skew',
      about: `member ${node}`,
      severity: 'warning',
      message: `the clock of ${node} is about ${sayTime(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} the one of ${seenBy}.`,
      remedy: 'have both machines follow a time server (chronyc tracking, timedatectl).',
    },
  ];
}

function redundancyFindings(sight: FindingSight): Found[] {
  // While files change one node after the other they differ; who changes them watches.
  if (isChanging(sight) || (sight.site?.nodes.length ?? 0) < 2) return [];
  const { level, reasons } = judgeRedundancy(sight);
  // What is unknown is told as a peer that is not heard.
  if (level === 'full' || level === 'unknown') return [];
  return [
    {
      code: 'node/redundancy-lost',
      about: 'site',
      severity: 'warning',
      message: `${level === 'none' ? 'no other node could take over' : 'another node would take over, but not quite alike'}: ${sayList(reasons, 4)}.`,
      remedy:
        'mend what is named while the holder still serves; holdfast status shows when redundancy is full again.',
    },
  ];
}

function releaseFindings(sight: FindingSight): Found[] {
  const heard = Object.values(sight.members).filter(({ isFresh }) => isFresh);
  const releases = heard.map(({ node, observation }) => ({ node, release: observation!.release }));
  const digests = new Set(releases.map(({ release }) => releaseInForce(release).digest));
  const isOnTrial = releases.some(({ release }) => release.trial !== undefined);
  if (digests.size < 2 || isOnTrial || isChanging(sight)) return [];
  const each = releases.map(
    ({ node, release }) => `${node} has revision ${releaseInForce(release).revision}`,
  );
  return [
    {
      code: 'node/releases-differ',
      about: 'site',
      severity: 'warning',
      message: `the nodes have different releases in force: ${sayList(each)}.`,
      remedy:
        'run holdfast drift to see the difference, and holdfast apply to put one release in force on all nodes.',
    },
  ];
}

function isChanging({ apply }: FindingSight): boolean {
  return apply !== undefined && apply.stage !== 'unconfirmed' && !ENDED_STAGES.includes(apply.stage);
}

function applyFindings({ apply, nowMs }: FindingSight): Found[] {
  if (apply?.stage === 'stuck') {
    return [
      {
        code: 'node/apply-stuck',
        about: 'site',
        severity: 'critical',
        message: `${apply.kind} of revision ${apply.revision} is stuck: ${apply.sentence}`,
        remedy:
          apply.fault?.remedy ??
          'mend what the sentence names, then run holdfast apply or holdfast rollback again.',
      },
    ];
  }
  if (apply?.stage !== 'unconfirmed') return [];
  const until = apply.confirmBy === undefined ? 'soon' : `at ${sayMoment(apply.confirmBy, nowMs)}`;
  return [
    {
      code: 'node/apply-unconfirmed',
      about: 'site',
      severity: 'warning',
      message: `revision ${apply.revision} (${apply.who}) is in force on trial, and taken back ${until}.`,
      remedy: 'run holdfast confirm to keep it, or holdfast rollback to take it back now.',
    },
  ];
}

function pauseFindings({ intents, nowMs }: FindingSight): Found[] {
  return inForce(intents, nowMs).flatMap((intent) => {
    const { wish, who, why, at } = intent;
    const ageMs = nowMs - Date.parse(at);
    if (wish.kind !== 'pause' || ageMs < DAY_MS) return [];
    const where = wish.node === null ? 'on all nodes' : `on ${wish.node}`;
    return [
      {
        code: 'node/paused-long',
        about: wish.node === null ? 'site' : `member ${wish.node}`,
        severity: 'warning' as const,
        message: `healing has been paused ${where} for ${sayTime(ageMs)} by ${who}${why === '' ? '' : ` (${why})`}.`,
        remedy: 'run holdfast resume, or pause again with --for when it is still wanted.',
      },
    ];
  });
}
