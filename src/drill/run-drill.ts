import { Fault } from '../base/fault.ts';
import type { DrillBeat } from './drill-beat.ts';
import type { DrillFault } from './faults/drill-fault.ts';
import type { Ground } from './ground.ts';
import type { LimitTerms } from './judge/clause.ts';
import type { RunCourse } from './judge/course.ts';
import type { JudgedRun, RunFigures } from './judge/figures.ts';
import { type JudgedClause, judgeDrill } from './judge/verdict.ts';
import { runOnce } from './run-once.ts';
import type { ProbeLoad } from './running-probe.ts';

/** What a drill ends with; in JSON exactly these. */
export interface DrillReport {
  readonly fault: string;
  readonly runs: readonly RunFigures[];
  readonly verdict: 'pass' | 'fail';
}

export interface DrillOutcome {
  readonly report: DrillReport;
  /** Why it failed, a sentence each; empty on `pass`. */
  readonly reasons: readonly string[];
  /** How each run went, to be drawn. */
  readonly courses: readonly RunCourse[];
  /** What had to hold. */
  readonly clauses: readonly JudgedClause[];
}

/** One run that is over, before the drill is judged. */
export interface DrillRunDone {
  readonly fault: string;
  readonly figures: RunFigures;
  readonly course: RunCourse;
}

export interface DrillInput {
  readonly ground: Ground;
  readonly fault: DrillFault;
  readonly runs: number;
  readonly load: ProbeLoad;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
  /** A run is over. */
  readonly onRun: (run: DrillRunDone) => void;
  /** Ten times a second while a run is on. Default: nobody watches. */
  readonly onBeat?: (beat: DrillBeat) => void;
}

/** What HAProxy's freeze is where the spec leaves it to the lab. */
const LAB_FREEZE_MS = 500;

/** Runs one fault `runs` times and judges it. Throws Faults. */
export async function runDrill(input: DrillInput): Promise<DrillOutcome> {
  const { ground, fault, load, tell } = input;
  const done: JudgedRun[] = [];
  const courses: RunCourse[] = [];
  const unsettled: string[] = [];
  if (fault.needsAgents && ground.agents === undefined) throw noAgents(fault.name);
  for (let number = 1; number <= input.runs; number += 1) {
    const title = `${fault.name} ${number}/${input.runs}`;
    tell(`${title}: ${fault.does}`);
    const run = await runOnce(ground, fault, load, input.signal, input.onBeat);
    done.push(run);
    courses.push(run.course);
    input.onRun({ fault: fault.name, figures: run.figures, course: run.course });
    tell(`${title}: ${sayRun(run)}`);
    if (run.unsettled.length > 0) unsettled.push(`after run ${number}: ${run.unsettled.join('; ')}`);
  }
  const terms: LimitTerms = {
    advertMs: ground.vip.advertMs,
    freezeMs: ground.site.freezeMs ?? LAB_FREEZE_MS,
    ...load,
    agents: ground.agents?.terms,
  };
  const { verdict, reasons, clauses } = judgeDrill(done, fault.limits(terms));
  const report = { fault: fault.name, runs: done.map(({ figures }) => figures), verdict };
  return { report, reasons: [...reasons, ...unsettled], courses, clauses };
}

function noAgents(fault: string): Fault {
  return new Fault(
    'drill/no-agents',
    `The drill ${fault} is about Wazuh agents, and the lab has none.`,
    'run it in a lab of a spec with `wazuh:` and `lab: { managers: 3, agents: 300 }`, as examples/wazuh.yaml',
  );
}

function sayRun({ figures, observations }: JudgedRun): string {
  const late =
    observations.proberLateMs > 50 ? `; the prober itself was late by ${observations.proberLateMs} ms` : '';
  const { agents } = figures;
  const told =
    agents === undefined
      ? ''
      : `; agents: ${agents.mostDown} of ${agents.agents} down at once, ${agents.reconnects} reconnects, ` +
        `slowest ${agents.slowestBackMs} ms, ${within('all report again', agents.backMs)}, ${within('spread', agents.spreadMs)}`;
  const repeated = figures.repeated === undefined ? '' : `${figures.repeated} came twice, `;
  const recovered = figures.recoveredMs === null ? 'not recovered' : `recovered in ${figures.recoveredMs} ms`;
  return (
    `${figures.lost} of ${figures.sent} lost, ${repeated}${figures.inFlight} in flight, ${figures.cut} of ${observations.opened} sessions cut, ` +
    `longest outage ${figures.outageMs} ms, slowest ${figures.slowestMs} ms, ` +
    `${figures.holdersBefore.join('+')} → ${figures.holdersAfter.join('+') || 'nobody'}, two holders ${figures.twoHoldersMs} ms, nobody ${observations.nobodyMs} ms, ${recovered}${late}${told}`
  );
}

function within(what: string, ms: number | null): string {
  return ms === null ? `not ${what}` : `${what} in ${ms} ms`;
}
