import type { HaproxyMeaning } from '../../engines/haproxy/meaning/meaning.ts';
import type { ServerAdmin } from '../../engines/haproxy/runtime/live.ts';
import { wantedOf } from '../../engines/haproxy/runtime/wanted.ts';

/**
 * `pool/server` → the state that a server shall have: what operators want, else what a start with the file would give it.
 * One whose state another server or an agent on it sets is left out.
 */
export function wantedStates(
  file: HaproxyMeaning,
  asked: ReadonlyMap<string, ServerAdmin> = new Map(),
): ReadonlyMap<string, ServerAdmin> {
  const states = new Map<string, ServerAdmin>();
  for (const { name: pool, servers } of wantedOf(file).pools) {
    for (const { name, options, hasAgent, isDisabled } of servers) {
      const isSetElsewhere = hasAgent || options.some((option) => option.name === 'track');
      if (!isSetElsewhere) states.set(`${pool}/${name}`, isDisabled ? 'maint' : 'ready');
    }
  }
  for (const [name, state] of asked) states.set(name, state);
  return states;
}
