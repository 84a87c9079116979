import type { AgentsFigures } from '../../src/drill/agents/agents-figures.ts';

/** What a drill did to 300 simulated agents, who were not spread anew in time. */
export const AGENTS_FIGURES: AgentsFigures = {
  agents: 300,
  mostDown: 100,
  reconnects: 102,
  slowestBackMs: 80,
  backMs: 1250,
  spreadMs: null,
  worst: 150,
};
