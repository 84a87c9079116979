import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { NodeLook } from './node-look.ts';

/** All servers that a node told of, HAProxy's and nginx's; those of a silent HAProxy are missing. */
export function serverFactsOf({ servers, checked }: Pick<NodeLook, 'servers' | 'checked'>): ServerFacts[] {
  return [servers, checked].flatMap((seen) => (seen !== undefined && 'fact' in seen ? seen.fact : []));
}
