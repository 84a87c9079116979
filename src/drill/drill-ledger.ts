import type { DrillOrder } from './drill-order.ts';
import { keepDrill } from './former-runs.ts';
import type { RunFigures } from './judge/figures.ts';
import type { DrillOutcome, DrillRunDone } from './run-drill.ts';

/** Writes down in the lab how the drills of one order go, each when it has ended. */
export class DrillLedger {
  readonly #labDir: string;
  readonly #order: Omit<DrillOrder, 'dir'>;
  #startedAtMs = Date.now();
  #done = 0;
  #runs: RunFigures[] = [];

  constructor(labDir: string, order: Omit<DrillOrder, 'dir'>) {
    this.#labDir = labDir;
    this.#order = order;
  }

  noteRun({ figures }: DrillRunDone): void {
    this.#runs.push(figures);
  }

  noteOutcome({ report, reasons }: DrillOutcome): void {
    this.#keep({ ...report, reasons });
    this.#done += 1;
    this.#runs = [];
    this.#startedAtMs = Date.now();
  }

  /** The drill that was on did not come to its end. */
  noteTrouble(trouble: string): void {
    const fault = this.#order.faults[this.#done];
    if (fault !== undefined) this.#keep({ fault, runs: this.#runs, reasons: [], trouble });
  }

  #keep(
    drill: Pick<Parameters<typeof keepDrill>[1], 'fault' | 'runs' | 'verdict' | 'reasons' | 'trouble'>,
  ): void {
    const { rate, requestMs } = this.#order;
    keepDrill(this.#labDir, { ...drill, startedAtMs: this.#startedAtMs, rate, requestMs });
  }
}
