import type { Site } from '../../site/site.ts';
import { type ApplyProgress, ENDED_STAGES } from '../apply/apply-progress.ts';
import type { Intent, Intents } from '../intents/intent.ts';
import type { Trouble } from '../status/found.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import { sayList } from '../status/say-words.ts';
import { findBonusWounds } from './find-bonus-wounds.ts';
import { findRuntimeWounds } from './find-runtime-wounds.ts';
import { type HealMemory, type HealStep, stepKey, type Wound } from './heal-step.ts';

export interface HealingFacts {
  /** This node's own, of this very cycle. */
  readonly observation: Omit<NodeObservation, 'findings'>;
  /** The current revision's site with the intents in force compiled into it; undefined = none was accepted. */
  readonly expected: Site | undefined;
  /** All that are kept, ended ones too. */
  readonly intents: Intents;
  /** The pause in force for this node. */
  readonly paused: Intent | undefined;
  /** The apply that is on, or the last one. */
  readonly apply: ApplyProgress | undefined;
  /** A switchover that this node coordinates, or takes part in, is on. Default: none. */
  readonly isMoving?: boolean;
  readonly files: readonly FileStanding[];
  /** Why this node does not know enough to do anything: the state cannot be read, … */
  readonly blind: readonly string[];
  /** Every peer's observation is fresh. */
  readonly peersSeen: boolean;
  readonly nowMs: number;
}

/** One file of this node, by digest. */
export interface FileStanding {
  readonly path: string;
  /** undefined = it is not there. */
  readonly inForce: string | undefined;
  /** As compiled from the revision and the intents in force. */
  readonly wanted: string;
  /** As this daemon, or one before it, put it in force last; undefined = not known. */
  readonly put: string | undefined;
}

export interface Healing {
  /** In the order in which they are to be done; at most one. */
  readonly steps: readonly HealStep[];
  /** One sentence: what is done, or why nothing is. */
  readonly why: string;
  /** What is not as it should be and is left to a person; one sentence each. It is drift. */
  readonly left: readonly string[];
  /** Steps that were tried in vain: not again while what they should mend stays as it is. One sentence each. */
  readonly givenUp: readonly string[];
  /** The same, for findings. */
  readonly troubles: readonly Trouble[];
  /** For the next cycle. */
  readonly memory: HealMemory;
}

/** What is being changed this very moment looks like a wound. */
const SETTLE_MS: Readonly<Record<HealStep['kind'], number>> = {
  'put-in-force': 2_000,
  'heal-runtime': 2_000,
  // A foundation that has just started, and a move that is on, look the same for seconds.
  'reset-bonus': 30_000,
};
/** The pause before each further try; there is none after the last. */
const WAITS_MS = [5_000, 30_000];
const MOST_TRIES = WAITS_MS.length + 1;
const FORGET_MS = 600_000;

/** What this node does by itself now; pure. When blind, paused, or while a release is on trial: nothing. */
export function decideHealing(facts: HealingFacts, former: HealMemory): Healing {
  const idle = (why: string): Healing => ({
    steps: [],
    why,
    left: [],
    givenUp: [],
    troubles: [],
    memory: former,
  });
  const blind = blindReasons(facts);
  if (blind.length > 0) return idle(`nothing is healed, because too little is seen: ${sayList(blind)}`);
  if (facts.paused !== undefined) return idle(`nothing is healed: paused by ${facts.paused.who}`);
  const busy = busyReason(facts);
  if (busy !== undefined) return idle(`nothing is healed while ${busy}`);

  const { wounds: wanted, left } = findWounds(facts);
  const memory = remember(former, wanted, facts.nowMs);
  const woundOf = (step: HealStep): Wound => memory.wounds[stepKey(step)]!;
  const troubles = wanted
    .filter((step) => woundOf(step).tries >= MOST_TRIES && isOver(woundOf(step), facts.nowMs))
    .map((step) => inVain(facts.observation.node, step));
  const givenUp = troubles.map(({ message }) => message);
  const next = wanted.find((step) => isDue(step, woundOf(step), facts.nowMs));
  if (next === undefined)
    return { steps: [], why: idleReason(wanted, left, givenUp), left, givenUp, troubles, memory };
  const wound = woundOf(next);
  const tried = { ...wound, tries: wound.tries + 1, lastTryMs: facts.nowMs };
  return {
    steps: [next],
    why: `${SAYS[next.kind]}: ${sayList(next.reasons)}${wound.tries === 0 ? '' : ` (try ${tried.tries} of ${MOST_TRIES})`}`,
    left,
    givenUp,
    troubles,
    memory: { wounds: { ...memory.wounds, [stepKey(next)]: tried } },
  };
}

const SAYS: Readonly<Record<HealStep['kind'], string>> = {
  'heal-runtime': 'HAProxy is told again what its file says',
  'put-in-force': 'the files are put in force',
  'reset-bonus': 'the weight of a VIP is left to the rule again',
};

function blindReasons({ observation, expected, blind }: HealingFacts): readonly string[] {
  const { foundation, servers, addresses } = observation;
  return [
    ...blind,
    ...(expected === undefined ? ['no spec was accepted yet'] : []),
    ...('why' in foundation ? [`the foundation does not answer (${foundation.why})`] : []),
    ...('why' in servers ? [`HAProxy does not answer (${servers.why})`] : []),
    ...('why' in addresses ? [`the addresses are not known (${addresses.why})`] : []),
  ];
}

function busyReason({ observation, apply, isMoving = false }: HealingFacts): string | undefined {
  if (observation.release.trial !== undefined) return 'a release is on trial';
  if (apply !== undefined && !ENDED_STAGES.includes(apply.stage)) return `${apply.kind} goes on`;
  if (isMoving) return 'a switchover goes on';
  const { foundation } = observation;
  if ('fact' in foundation && foundation.fact.state !== 'running')
    return `the foundation is ${foundation.fact.state}`;
  return undefined;
}

function findWounds(facts: HealingFacts): {
  readonly wounds: readonly HealStep[];
  readonly left: readonly string[];
} {
  const { expected, observation, intents, files } = facts;
  const unlike = files.filter(({ inForce, wanted }) => inForce !== wanted);
  // Somebody's words at 3 AM are not taken away: they are told as drift until an apply, or put into the spec.
  const edited = unlike.filter(({ inForce, put }) => inForce !== undefined && inForce !== put);
  const left = edited.map(({ path }) => `${path} was changed by hand`);
  // What runs is compared with the file only when the file is ours, and is the one that runs.
  if (left.length > 0) return { wounds: [], left };
  if (unlike.length > 0) {
    const reasons = unlike.map(({ path, inForce }) =>
      inForce === undefined ? `${path} is missing` : `${path} is not what revision and intents say`,
    );
    return { wounds: [{ kind: 'put-in-force', reasons }], left };
  }
  const servers = 'fact' in observation.servers ? observation.servers.fact : [];
  const { lost, byHand } = findRuntimeWounds(expected!, servers, intents, facts.nowMs);
  const vips = 'fact' in observation.foundation ? observation.foundation.fact.vips : {};
  // It may move a VIP: not without knowing what the other nodes have.
  const bonuses = facts.peersSeen ? findBonusWounds(expected!, vips) : [];
  return {
    wounds: [
      ...(lost.length === 0 ? [] : [{ kind: 'heal-runtime' as const, reasons: lost }]),
      ...bonuses.map(({ vip, reason }) => ({ kind: 'reset-bonus' as const, vip, reasons: [reason] })),
    ],
    left: byHand,
  };
}

/** How often it was treated is remembered for a while after it closed: what opens again and again was not healed. */
function remember({ wounds }: HealMemory, steps: readonly HealStep[], nowMs: number): HealMemory {
  const open = steps.map((step) => {
    const known = wounds[stepKey(step)];
    return [
      stepKey(step),
      { tries: 0, lastTryMs: undefined, ...known, sinceMs: known?.sinceMs ?? nowMs },
    ] as const;
  });
  const closed = Object.entries(wounds)
    .filter(([, { lastTryMs }]) => lastTryMs !== undefined && nowMs - lastTryMs < FORGET_MS)
    .map(([key, wound]) => [key, { ...wound, sinceMs: undefined }] as const);
  return { wounds: Object.fromEntries([...closed, ...open]) };
}

function inVain(node: string, step: HealStep): Trouble {
  return {
    code: 'node/healing-in-vain',
    about: `healing/${node}/${stepKey(step)}`,
    message: `on ${node} ${SAYS[step.kind]}, ${MOST_TRIES} times in vain: ${sayList(step.reasons)}.`,
    remedy:
      'see in holdfast events what each attempt answered, mend that, then run holdfast apply; it is not tried again.',
  };
}

function isDue(step: HealStep, { sinceMs, tries, lastTryMs }: Wound, nowMs: number): boolean {
  const isSettled = nowMs - (sinceMs ?? nowMs) >= SETTLE_MS[step.kind];
  if (!isSettled || lastTryMs === undefined) return isSettled;
  const wait = WAITS_MS[tries - 1];
  return wait !== undefined && nowMs - lastTryMs >= wait;
}

/** The last try had its time to show. */
function isOver({ lastTryMs }: Wound, nowMs: number): boolean {
  return lastTryMs !== undefined && nowMs - lastTryMs >= WAITS_MS[0]!;
}

function idleReason(
  wounds: readonly HealStep[],
  left: readonly string[],
  givenUp: readonly string[],
): string {
  if (givenUp.length > 0) return `healing did not help: ${sayList(givenUp)}`;
  if (wounds.length > 0)
    return `it is seen whether it heals by itself: ${sayList(wounds.flatMap(({ reasons }) => reasons))}`;
  if (left.length > 0) return `left to a person: ${sayList(left)}`;
  return 'nothing to heal';
}
