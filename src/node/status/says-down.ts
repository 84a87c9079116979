import { NOT_CHECKED_YET } from '../../engines/haproxy/server-facts.ts';
import type { SeenServer } from './site-status.ts';

/**
 * Whether an observation is a check's word that a server is down. One that was added a moment ago takes no sessions before its
 * first check has passed, and nobody has found anything wrong with it.
 */
export function saysDown({ state, lastCheck }: SeenServer['observations'][number]): boolean {
  return state === 'down' && lastCheck !== NOT_CHECKED_YET;
}
