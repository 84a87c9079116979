import type { JournalEvent } from '../../node/journal/record.ts';
import { calm } from '../calm.ts';
import type { Paint } from '../paint.ts';

/** An event with the node in whose journal it stands. */
export interface NodeEvent extends JournalEvent {
  readonly node: string;
}

/** The journals of several nodes as one, by time; the events of one node stay in their order whatever its clock says. */
export function mergeEvents(journals: readonly (readonly NodeEvent[])[]): readonly NodeEvent[] {
  const rest = journals.map((events) => [...events]);
  const merged: NodeEvent[] = [];
  for (;;) {
    let first: NodeEvent[] | undefined;
    for (const events of rest) {
      if (events.length > 0 && (first === undefined || events[0]!.at < first[0]!.at)) first = events;
    }
    if (first === undefined) return merged;
    merged.push(first.shift()!);
  }
}

/** `2026-11-21 03:12:45.120  lb1  #812    vip-moved         lb1 took edge`, in UTC. */
export function printEvent(event: NodeEvent, ink: Paint, nodeWidth = event.node.length): string {
  const { at, node, kind, text, seq } = calm(event);
  const moment = at.replace('T', ' ').replace(/Z$/, '');
  const number = `#${seq}`.padEnd(6);
  const words = text.replaceAll('\n', ' ');
  return `${ink.dim(moment)}  ${node.padEnd(nodeWidth)}  ${ink.dim(number)}  ${kind.padEnd(16)}  ${words}\n`;
}
