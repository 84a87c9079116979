/** One look at the agents and the managers of a lab. */
export interface AgentsSample {
  readonly atUs: number;
  readonly agents: number;
  readonly up: number;
  /**
   * Sessions through the node that holds the VIP, once that is another one than at the start: an agent notices only with
   * its next keepalive that its connection leads nowhere. undefined = the VIP is where it was.
   */
  readonly through?: number | undefined;
  /** Agents' connections by manager; managers that do not answer are not among them. */
  readonly sessions: Readonly<Record<string, number>>;
}

export function allReport(sample: Omit<AgentsSample, 'atUs' | 'sessions'>): boolean {
  return downNow(sample) <= 0;
}

/** Agents that nobody hears of. */
export function downNow({ agents, up, through = up }: Omit<AgentsSample, 'atUs' | 'sessions'>): number {
  return agents - Math.min(up, through);
}

/**
 * Whether agents are spread evenly over managers of equal weight: none is further from its share than the tolerance
 * (0.1 = 10 %), or than one agent.
 */
export function areSpread(sessions: AgentsSample['sessions'], tolerance: number): boolean {
  const counts = Object.values(sessions);
  const share = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const most = Math.max(1, share * tolerance);
  return counts.length > 0 && counts.every((count) => Math.abs(count - share) <= most);
}

/** Since when something has held in every look until the last one; undefined = it does not hold in the last one. */
export function holdsSince(
  samples: readonly AgentsSample[],
  holds: (sample: AgentsSample) => boolean,
): number | undefined {
  const lastBad = samples.findLastIndex((sample) => !holds(sample));
  return samples[lastBad + 1]?.atUs;
}
