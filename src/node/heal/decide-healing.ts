import { ENDED_STAGES } from '../apply/apply-progress.ts';
import type { Trouble } from '../status/found.ts';
import { sayList } from '../status/say-words.ts';
import { findWounds } from './find-wounds.ts';
import { type HealMemory, type HealStep, stepKey, type Wound } from './heal-step.ts';
import type { HealingFacts } from './healing-facts.ts';

export type { FileStanding, HealingFacts } from './healing-facts.ts';

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
