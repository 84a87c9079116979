import type { NodeDoor } from '../../node/api/node-door.ts';
import { pauseFor } from '../pause-for.ts';
import { reasonOf } from '../reason-of.ts';
import type { NodeEvent } from './print-event.ts';

export interface Following {
  readonly onEvent: (event: NodeEvent) => unknown;
  /** A sentence, once each time a node is lost or found again. */
  readonly onTrouble: (sentence: string) => unknown;
}

/** How long after a node was lost it is tried again. */
const AGAIN_MS = 1000;

/**
 * The events of several nodes as they happen, until the signal. A node that is lost is tried again, and gives what
 * happened meanwhile.
 * @param last node → the number of the last event that is known; missing = only what is to come
 */
export async function followAll(
  doors: readonly { readonly node: string; readonly door: NodeDoor }[],
  last: ReadonlyMap<string, number | undefined>,
  signal: AbortSignal,
  following: Following,
): Promise<void> {
  await Promise.all(doors.map(({ node, door }) => follow(node, door, last.get(node), signal, following)));
}

async function follow(
  node: string,
  door: NodeDoor,
  known: number | undefined,
  signal: AbortSignal,
  { onEvent, onTrouble }: Following,
): Promise<void> {
  let last = known;
  let lost = false;
  while (!signal.aborted) {
    let why = 'the connection was closed';
    try {
      for await (const event of door.followEvents(last === undefined ? undefined : last + 1, signal)) {
        if (lost) onTrouble(`${node} answers again.`);
        lost = false;
        last = event.seq;
        onEvent({ node, ...event });
      }
    } catch (error) {
      why = reasonOf(error);
    }
    if (signal.aborted) return;
    if (!lost) onTrouble(`${node} does not answer; tried again every second: ${why}`);
    lost = true;
    await pauseFor(AGAIN_MS, signal);
  }
}
