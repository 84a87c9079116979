import type { AgentsTerms, LimitTerms } from '../../judge/clause.ts';

/**
 * Agents that were cut connect again at once; one that is refused, or meets a manager that its key is still in use at,
 * comes again after 10 s, and few need a second time.
 */
export const BACK_MS = 30_000;

/** After a node that vanished, agents notice with their next keepalive (20 s), and their keys may be in use for 60 s more. */
export const LOST_BACK_MS = 120_000;

/**
 * A manager must be told of by the cluster or seen by two checks; and what the API says of where an agent is may be 30 s
 * old, so that a first round of orders may miss those that have just been moved.
 */
export const SEEN_WITHIN_MS = 60_000;

/** Throws where the lab has no agents: then no drill of theirs is done. */
export function agentsTerms({ agents }: LimitTerms): AgentsTerms {
  if (agents === undefined) throw new Error('limits on agents where there are none');
  return agents;
}

/** Least connections are not exactly even while many connect, and a few agents may be cut twice. */
export function slack(agents: number): number {
  return 10 + Math.ceil(agents * 0.15);
}
