import type { RunFigures } from '../../src/drill/judge/figures.ts';
import { orderDrill } from '../../src/drill/order-drill.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { runUsual } from './run-usual.ts';
import type { UsualRun } from './usual-order.ts';

export interface Labs {
  readonly usual: Lab;
  readonly holdfast: Lab;
}

/** All runs of one fault. */
export interface FaultRuns {
  readonly fault: string;
  readonly usual: readonly UsualRun[];
  readonly holdfast: readonly RunFigures[];
}

const RATE = 200;

/** Each run: first the usual pair; then Holdfast, while the usual pair recovers and nobody asks it. Throws Faults. */
export async function compareFault(
  labs: Labs,
  fault: string,
  runs: number,
  tell: (line: string) => void,
): Promise<FaultRuns> {
  const usual: UsualRun[] = [];
  const holdfast: RunFigures[] = [];
  for (let number = 1; number <= runs; number += 1) {
    const running = runUsual(labs.usual, { fault, rate: RATE });
    const run = await running.measured;
    usual.push(run);
    tell(`${fault} ${number}/${runs}: usual ${sayFigures(run.figures)}`);
    const order = { faults: [fault], runs: 1, rate: RATE, requestMs: 0 };
    const [outcome] = await orderDrill(labs.holdfast, order, () => {});
    const figures = outcome?.report.runs[0];
    if (figures === undefined) throw new Error(`the drill ${fault} gave no figures`);
    holdfast.push(figures);
    tell(`${fault} ${number}/${runs}: Holdfast ${sayFigures(figures)}`);
    await running.well;
  }
  return { fault, usual, holdfast };
}

function sayFigures({ lost, sent, outageMs, twoHoldersMs }: RunFigures): string {
  return `${lost} of ${sent} lost, longest outage ${outageMs} ms, two holders ${twoHoldersMs} ms`;
}
