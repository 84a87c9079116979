import type { PairFigures, UsualPair } from '../../src/node/page/page-site.ts';
import type { Figures, Results } from './results.ts';

/** New connections a second in every run of this bench. */
const RATE = 200;

/** What reports and dashboard compare with: `src/drill/usual-pair/measured.json` is one of these. @param day `2026-11-21` */
export function usualPairRecord({ machine, runs, faults }: Results, day: string): UsualPair {
  return {
    measuredOn: day,
    machine,
    runs,
    rate: RATE,
    faults: Object.fromEntries(
      faults.map(({ fault, usual, holdfast }) => [fault, { usual: part(usual), holdfast: part(holdfast) }]),
    ),
  };
}

function part({ lost, outageMs, twoHoldersMs, outageGoesOn, twoHoldersGoOn }: Figures): PairFigures {
  return { lost, outageMs, twoHoldersMs, outageGoesOn, twoHoldersGoOn };
}
