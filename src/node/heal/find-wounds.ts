import { editedByHand } from './edited-by-hand.ts';
import { findBonusWounds } from './find-bonus-wounds.ts';
import { findRuntimeWounds } from './find-runtime-wounds.ts';
import type { HealStep } from './heal-step.ts';
import type { HealingFacts } from './healing-facts.ts';

/** What is not as it should be: the steps that would mend it, and what is left to a person; one sentence each. */
export function findWounds(facts: HealingFacts): {
  readonly wounds: readonly HealStep[];
  readonly left: readonly string[];
} {
  const { expected, observation, intents, files } = facts;
  const unlike = files.filter(({ inForce, wanted }) => inForce !== wanted);
  // Somebody's words at 3 AM are not taken away: they are told as drift until an apply, or put into the spec.
  const left = editedByHand(unlike).map((path) => `${path} was changed by hand`);
  // What runs is compared with the file only when the file is ours, and is the one that runs.
  if (left.length > 0) return { wounds: [], left };
  if (unlike.length > 0) {
    const reasons = unlike.map(({ path, inForce }) =>
      inForce === undefined ? `${path} is missing` : `${path} is not what revision and intents say`,
    );
    return { wounds: [{ kind: 'put-in-force', reasons }], left };
  }
  const servers = 'fact' in observation.servers ? observation.servers.fact : [];
  const seen = findRuntimeWounds(expected!, servers, intents, facts.nowMs);
  // HAProxy is told all or nothing of its file: while somebody works at its socket, nothing.
  const isTouched = seen.byHand.length > 0;
  const lost = isTouched ? [] : seen.lost;
  const vips = 'fact' in observation.foundation ? observation.foundation.fact.vips : {};
  // It may move a VIP: not without knowing what the other nodes have.
  const bonuses = facts.peersSeen ? findBonusWounds(expected!, vips) : [];
  return {
    wounds: [
      ...(lost.length === 0 ? [] : [{ kind: 'heal-runtime' as const, reasons: lost }]),
      ...bonuses.map(({ vip, reason }) => ({ kind: 'reset-bonus' as const, vip, reasons: [reason] })),
    ],
    left: isTouched ? [...seen.byHand, ...seen.lost] : [],
  };
}
