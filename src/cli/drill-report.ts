import { cpus, loadavg, release } from 'node:os';
import { EVERY_FAULT } from '../drill/faults/every-fault.ts';
import { type FormerDrill, readFormerDrills } from '../drill/former-runs.ts';
import type { DrillFollower } from '../drill/order-drill.ts';
import type { DrillStory, ToldDrill } from '../drill/page/drill-story.ts';
import { layOutDrills } from '../drill/page/lay-out-drills.ts';
import type { DrillOutcome, DrillRunDone } from '../drill/run-drill.ts';
import { USUAL_PAIR } from '../drill/usual-pair/usual-pair.ts';
import type { Lab } from '../lab/lab.ts';
import { quoteWord } from '../lab/shell-word.ts';
import { printReportHtml } from '../node/report/print-report-html.ts';
import type { Drawing } from '../node/show/drawing.ts';
import { ownZone } from './own-zone.ts';
import { reasonOf } from './reason-of.ts';
import { version } from './version.ts';
import { checkOutput, writeOutput } from './write-output.ts';

export interface DrillReportOrder {
  readonly lab: Lab;
  /** Where the page goes; `-` = stdout. */
  readonly file: string;
  readonly wanted: readonly { readonly fault: string; readonly runs: number }[];
  readonly rate: number;
  readonly requestMs: number;
}

/** Notes what becomes of drills, and writes it as a page: whatever is known, also when they are broken off. */
export class DrillReport implements DrillFollower {
  readonly #order: DrillReportOrder;
  readonly #startedAtMs = Date.now();
  readonly #former: readonly FormerDrill[];
  readonly #runs: DrillRunDone[] = [];
  readonly #outcomes: DrillOutcome[] = [];
  #before: Drawing | undefined;

  private constructor(order: DrillReportOrder) {
    this.#order = order;
    this.#former = readFormerDrills(order.lab.dir);
  }

  /**
   * Looks at the site before anything is done to it.
   * @throws Fault `cli/cannot-write` when the page will not find its place
   */
  static async begin(order: DrillReportOrder): Promise<DrillReport> {
    checkOutput(order.file);
    const report = new DrillReport(order);
    report.#before = await drawLab(order.lab);
    return report;
  }

  onRun = (run: DrillRunDone): void => void this.#runs.push(run);

  onOutcome = (outcome: DrillOutcome): void => void this.#outcomes.push(outcome);

  /** @param failure why not all was done. @throws Fault `cli/cannot-write` */
  async write(failure?: unknown): Promise<void> {
    const after = await drawLab(this.#order.lab);
    writeOutput(this.#order.file, printReportHtml(layOutDrills(this.#story(failure, after)), ownZone()));
  }

  #story(failure: unknown, after: Drawing | undefined): DrillStory {
    const { lab, wanted, rate, requestMs } = this.#order;
    return {
      site: lab.site.name,
      lab: lab.name,
      startedAtMs: this.#startedAtMs,
      endedAtMs: Date.now(),
      command: commandOf(this.#order),
      machine: machineWords(),
      rate,
      requestMs,
      drills: wanted.map((one) => this.#told(one)),
      brokenOff: failure === undefined ? undefined : reasonOf(failure),
      former: this.#former,
      usual: USUAL_PAIR,
      before: this.#before,
      after,
    };
  }

  #told({ fault, runs }: DrillReportOrder['wanted'][number]): ToldDrill {
    const { does = '', hurts = '' } = EVERY_FAULT.find(({ name }) => name === fault) ?? {};
    return {
      fault,
      does,
      hurts,
      wantedRuns: runs,
      done: this.#runs.filter((run) => run.fault === fault),
      outcome: this.#outcomes.find(({ report }) => report.fault === fault),
    };
  }
}

/** A drawing that cannot be had costs the drawing alone. */
async function drawLab(lab: Lab): Promise<Drawing | undefined> {
  if (!lab.daemons) return undefined;
  const [{ openSite }, { drawSite }] = await Promise.all([
    import('./site-door.ts'),
    import('./draw-site.ts'),
  ]);
  try {
    const doors = await openSite({ labName: lab.name });
    try {
      return await drawSite(doors);
    } finally {
      doors.close();
    }
  } catch {
    return undefined;
  }
}

function commandOf({ lab, wanted, rate, requestMs }: DrillReportOrder): string {
  const [first] = wanted;
  const fault = wanted.length === 1 ? (first?.fault ?? '') : 'all';
  const words = ['--runs', String(first?.runs ?? 1), '--rate', String(rate)];
  if (requestMs > 0) words.push('--request-ms', String(requestMs));
  return `holdfast drill run ${fault} --lab-name ${quoteWord(lab.name)} ${words.join(' ')}`;
}

function machineWords(): string {
  const [minute = 0] = loadavg();
  return `Holdfast ${version()}, Node ${process.versions.node}, Linux ${release()}, ${cpus().length} cores, load ${minute.toFixed(1)} at the end`;
}
