import { type AgentsSample, allReport, areSpread, holdsSince } from './agents-sample.ts';

/** What a drill did to the agents of a simulated Wazuh cluster; times in milliseconds. */
export interface AgentsFigures {
  readonly agents: number;
  /** The most that were down at one instant. */
  readonly mostDown: number;
  /** Times that an agent was back after it had been down. */
  readonly reconnects: number;
  /** The longest that an agent was down. */
  readonly slowestBackMs: number;
  /** From the fault until all agents report again; null = not while it was looked at. */
  readonly backMs: number | null;
  /** From the last thing the drill did until they were spread evenly over the managers that answer; null = they were not. */
  readonly spreadMs: number | null;
  /** The most agents that one manager had. */
  readonly worst: number;
}

export interface AgentsMeasured {
  readonly samples: readonly AgentsSample[];
  /** As the agents counted them themselves. */
  readonly counted: Pick<AgentsFigures, 'agents' | 'mostDown' | 'reconnects' | 'slowestBackMs'>;
  /** Instants of the first and the last thing that was done. */
  readonly firstActUs: number;
  readonly lastActUs: number;
  readonly tolerance: number;
}

export function judgeAgents(measured: AgentsMeasured): AgentsFigures {
  const { samples, counted, firstActUs, lastActUs, tolerance } = measured;
  const since = (fromUs: number, holds: (sample: AgentsSample) => boolean): number | null => {
    const after = samples.filter(({ atUs }) => atUs >= fromUs);
    const atUs = holdsSince(after, holds);
    return atUs === undefined ? null : Math.round((atUs - fromUs) / 1000);
  };
  return {
    ...counted,
    backMs: since(firstActUs, allReport),
    spreadMs: since(lastActUs, (sample) => allReport(sample) && areSpread(sample.sessions, tolerance)),
    worst: Math.max(0, ...samples.flatMap(({ sessions }) => Object.values(sessions))),
  };
}
