import { type AgentsSample, allReport, areSpread, downNow, holdsSince } from './agents-sample.ts';

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

/** How many of one program's agents were up, a point a change. */
export interface UpTimeline {
  readonly agents: number;
  /** `atMs`: milliseconds since 1970. */
  readonly points: readonly { readonly atMs: number; readonly up: number }[];
}

export interface AgentsMeasured {
  readonly samples: readonly AgentsSample[];
  readonly timelines: readonly UpTimeline[];
  /** As the agents counted them themselves. */
  readonly counted: Pick<AgentsFigures, 'agents' | 'mostDown' | 'reconnects' | 'slowestBackMs'>;
  /** Instants of the first and the last thing that was done. */
  readonly firstActUs: number;
  readonly lastActUs: number;
  readonly tolerance: number;
}

export function judgeAgents(measured: AgentsMeasured): AgentsFigures {
  const { samples, timelines, counted, firstActUs, lastActUs, tolerance } = measured;
  const since = (fromUs: number, holds: (sample: AgentsSample) => boolean): number | null => {
    const after = samples.filter(({ atUs }) => atUs >= fromUs);
    const atUs = holdsSince(after, holds);
    return atUs === undefined ? null : Math.round((atUs - fromUs) / 1000);
  };
  const spreadMs = since(lastActUs, (sample) => allReport(sample) && areSpread(sample.sessions, tolerance));
  return {
    ...counted,
    mostDown: Math.max(counted.mostDown, ...samples.filter(({ atUs }) => atUs >= firstActUs).map(downNow)),
    backMs: latest([
      since(firstActUs, allReport),
      ...timelines.map((timeline) => backMs(timeline, firstActUs / 1000)),
    ]),
    // Who is not back yet is not spread either, though no look fell into that time.
    spreadMs: latest([spreadMs, ...timelines.map((timeline) => backMs(timeline, lastActUs / 1000))]),
    worst: Math.max(0, ...samples.flatMap(({ sessions }) => Object.values(sessions))),
  };
}

/** From an instant until all of a program's agents were up for good; null = they are not. */
function backMs({ agents, points }: UpTimeline, fromMs: number): number | null {
  const lastDown = points.findLastIndex(({ up }) => up < agents);
  const back = points[lastDown + 1];
  if (lastDown === -1) return 0;
  return back === undefined ? null : Math.max(0, Math.round(back.atMs - fromMs));
}

function latest(times: readonly (number | null)[]): number | null {
  return times.reduce((late, time) => (late === null || time === null ? null : Math.max(late, time)), 0);
}
