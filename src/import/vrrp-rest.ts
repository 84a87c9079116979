import { asWritten } from '../engines/as-written.ts';
import type { VrrpInstance } from '../engines/keepalived/meaning/meaning.ts';
import { type Draft, tell } from './draft.ts';

/** Tells what the foundation does instead, and what nobody does. */
export function tellVrrpRest(draft: Draft, vip: string, instance: VrrpInstance): void {
  for (const track of instance.tracks) {
    if (track.kind === 'interface') continue;
    const message = `${track.kind} ${track.name} is not taken over: the foundation watches HAProxy itself and gives ${vip} away within milliseconds when it does not serve.`;
    tell(draft, 'import/replaced', track.at, message);
  }
  for (const { event, entry, at } of instance.notifies) {
    const message = `\`${asWritten(entry)}\` is left out: programs that ${event} starts have no key in a spec.`;
    tell(draft, 'import/left-out', at, message);
  }
}
