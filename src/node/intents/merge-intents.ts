import { type Intent, type Intents, sorted, subjectOf } from './intent.ts';

/**
 * What both sides together want: of each subject the intent with the greatest version. Commutative, associative and
 * idempotent, so that nodes that exchange their intents in any order, any number of times, end with the same.
 */
export function mergeIntents(one: Intents, other: Intents): Intents {
  const newest = new Map<string, Intent>();
  for (const intent of [...one, ...other]) {
    const subject = subjectOf(intent);
    const known = newest.get(subject);
    if (known === undefined || isNewer(intent, known)) newest.set(subject, intent);
  }
  return sorted(newest.values());
}

function isNewer(intent: Intent, known: Intent): boolean {
  const [left, right] = [intent.version, known.version];
  if (left.counter !== right.counter) return left.counter > right.counter;
  if (left.node !== right.node) return left.node > right.node;
  // One node never gives a version twice, unless its state was lost: then all nodes must still choose the same.
  return textOf(intent) > textOf(known);
}

function textOf({ wish, who, why, at, until }: Intent): string {
  return JSON.stringify([
    Object.entries(wish).sort(([left], [right]) => (left < right ? -1 : 1)),
    who,
    why,
    at,
    until,
  ]);
}
