import { type Intents, readIntents, type Wish } from './intent.ts';
import { mergeIntents } from './merge-intents.ts';

export interface Asked {
  readonly wish: Wish;
  readonly who: string;
  /** Default: no reason. */
  readonly why?: string;
  /** Milliseconds until it ends by itself; default: it does not. */
  readonly forMs?: number;
}

/**
 * The intents with one more, which takes the place of what was wanted of the same subject.
 * @param node the node that was asked
 * @param now milliseconds since 1970
 * @throws Fault `node/intents-unreadable` when what was asked for is none
 */
export function addIntent(
  intents: Intents,
  { wish, who, why = '', forMs }: Asked,
  node: string,
  now: number,
): Intents {
  const counter = Math.max(0, ...intents.map(({ version }) => version.counter)) + 1;
  const intent = {
    id: `${counter}@${node}`,
    wish,
    who,
    // It stands in tables and sentences.
    why: why.replace(/\s+/g, ' ').trim(),
    at: new Date(now).toISOString(),
    until: forMs === undefined ? null : new Date(now + forMs).toISOString(),
    version: { counter, node },
  };
  return mergeIntents(intents, readIntents([intent], 'what was asked for'));
}
