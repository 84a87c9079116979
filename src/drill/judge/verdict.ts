import type { Clause, FigureName } from './clause.ts';
import { ENDS_WITH_ONE_HOLDER } from './clause.ts';
import type { JudgedRun } from './figures.ts';
import { median } from './median.ts';

export interface Verdict {
  readonly verdict: 'pass' | 'fail';
  /** What did not hold, a sentence each; empty on `pass`. */
  readonly reasons: readonly string[];
}

/** pass = every clause holds, and the site was as before after each run. No run at all is a fail. */
export function judgeDrill(runs: readonly JudgedRun[], clauses: readonly Clause[]): Verdict {
  const reasons =
    runs.length === 0
      ? ['no run was made']
      : [
          ...[...clauses, ...ENDS_WITH_ONE_HOLDER].flatMap((clause) => brokenClause(runs, clause) ?? []),
          ...(runs.some(({ figures }) => figures.recoveredMs === null) ? ['the site was not restored'] : []),
        ];
  return { verdict: reasons.length === 0 ? 'pass' : 'fail', reasons };
}

/** The clause in words: `median lost at most 0`. */
function sayClause({ figure, of, atMost, atLeast }: Clause): string {
  const bound = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  return `${NAMES[figure]} ${bound} in ${of === 'median' ? 'the median' : 'every run'}`;
}

function brokenClause(runs: readonly JudgedRun[], clause: Clause): string | undefined {
  const values = runs.map((run) => valueOf(run, clause.figure));
  const judged = clause.of === 'median' ? [median(values)] : values;
  const holds = (value: number) =>
    value <= (clause.atMost ?? Number.POSITIVE_INFINITY) &&
    value >= (clause.atLeast ?? Number.NEGATIVE_INFINITY);
  const wrong = judged.find((value) => !holds(value));
  if (wrong === undefined) return undefined;
  return `${sayClause(clause)} does not hold: ${wrong} (runs: ${values.join(', ')})`;
}

function valueOf({ figures, observations }: JudgedRun, figure: FigureName): number {
  const { agents, ...rest } = figures;
  const ofAgents = Object.entries(agents ?? {}).map(([name, value]) => [`agents.${name}`, value] as const);
  const values: Partial<Record<string, unknown>> = {
    ...rest,
    ...observations,
    ...Object.fromEntries(ofAgents),
  };
  const value = values[figure];
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
}

const NAMES: Readonly<Record<FigureName, string>> = {
  sent: 'connections sent',
  lost: 'connections lost',
  repeated: 'datagrams that came twice',
  inFlight: 'requests lost in flight',
  cut: 'sessions cut',
  outageMs: 'longest outage (ms)',
  slowestMs: 'slowest request (ms)',
  twoHoldersMs: 'time with two holders (ms)',
  recoveredMs: 'time to recover (ms)',
  moved: 'moves of the VIP',
  holdersAtEnd: 'holders at the end',
  nobodyMs: 'time without a holder (ms)',
  oneHolderAfterHealMs: 'time from healing to one holder (ms)',
  lostAfterHealing: 'connections lost after healing',
  proberLateMs: 'lateness of the prober (ms)',
  opened: 'long sessions opened',
  'agents.agents': 'agents',
  'agents.mostDown': 'agents down at one instant',
  'agents.reconnects': 'reconnects of agents',
  'agents.slowestBackMs': 'longest that an agent was down (ms)',
  'agents.backMs': 'time until all agents report again (ms)',
  'agents.spreadMs': 'time until agents are spread evenly (ms)',
  'agents.worst': 'agents on one manager',
};
