import type { Clause, FigureName } from './clause.ts';
import { ENDS_WITH_ONE_HOLDER } from './clause.ts';
import type { JudgedRun } from './figures.ts';
import { median } from './median.ts';

export interface Verdict {
  readonly verdict: 'pass' | 'fail';
  /** What did not hold, a sentence each; empty on `pass`. */
  readonly reasons: readonly string[];
  /** What had to hold, whether it did or not. */
  readonly clauses: readonly JudgedClause[];
}

export interface JudgedClause {
  /** `connections lost at most 0 in the median`. */
  readonly words: string;
  readonly holds: boolean;
  /** What it was judged by: the median, or the worst of the runs; null = there was none in time. */
  readonly value: number | null;
}

/** pass = every clause holds, and the site was as before after each run. No run at all is a fail. */
export function judgeDrill(runs: readonly JudgedRun[], clauses: readonly Clause[]): Verdict {
  const judged =
    runs.length === 0 ? [] : [...clauses, ...ENDS_WITH_ONE_HOLDER].map((one) => judge(runs, one));
  const restored = runs.every(({ figures }) => figures.recoveredMs !== null);
  const reasons = [
    ...(runs.length === 0 ? ['no run was made'] : []),
    ...judged.flatMap(({ reason }) => reason ?? []),
    ...(restored ? [] : ['the site was not restored']),
  ];
  return {
    verdict: reasons.length === 0 ? 'pass' : 'fail',
    reasons,
    clauses: [
      ...judged.map(({ words, value, reason }) => ({
        words,
        value: Number.isFinite(value) ? value : null,
        holds: reason === undefined,
      })),
      ...(runs.length === 0
        ? []
        : [{ words: 'the site is as before after every run', value: null, holds: restored }]),
    ],
  };
}

/** The clause in words: `median lost at most 0`. */
function sayClause({ figure, of, atMost, atLeast }: Clause): string {
  const bound = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  return `${NAMES[figure]} ${bound} in ${of === 'median' ? 'the median' : 'every run'}`;
}

interface Judged {
  readonly words: string;
  readonly value: number;
  /** Why it does not hold; undefined = it does. */
  readonly reason: string | undefined;
}

function judge(runs: readonly JudgedRun[], clause: Clause): Judged {
  const values = runs.map((run) => valueOf(run, clause.figure));
  const judged = clause.of === 'median' ? [median(values)] : values;
  const { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = clause;
  const wrong = judged.find((value) => !(value <= atMost && value >= atLeast));
  const words = sayClause(clause);
  const worst = clause.atMost === undefined ? Math.min(...judged) : Math.max(...judged);
  if (wrong === undefined) return { words, value: worst, reason: undefined };
  return {
    words,
    value: wrong,
    reason: `${words} does not hold: ${wrong} (runs: ${values.join(', ')})`,
  };
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
