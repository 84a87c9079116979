import type { RunFigures } from '../judge/figures.ts';
import { median } from '../judge/median.ts';

/** The medians of some runs, and the holders of the last; undefined = there is no run. */
export function medianFigures(runs: readonly RunFigures[]): RunFigures | undefined {
  const last = runs.at(-1);
  if (last === undefined) return undefined;
  const middle = (figure: 'sent' | 'lost' | 'inFlight' | 'cut' | 'outageMs' | 'slowestMs' | 'twoHoldersMs') =>
    Math.round(median(runs.map((run) => run[figure])) * 10) / 10;
  const recovered = median(runs.map(({ recoveredMs }) => recoveredMs ?? Number.POSITIVE_INFINITY));
  return {
    sent: middle('sent'),
    lost: middle('lost'),
    inFlight: middle('inFlight'),
    cut: middle('cut'),
    outageMs: middle('outageMs'),
    slowestMs: middle('slowestMs'),
    twoHoldersMs: middle('twoHoldersMs'),
    recoveredMs: Number.isFinite(recovered) ? recovered : null,
    holdersBefore: last.holdersBefore,
    holdersAfter: last.holdersAfter,
  };
}
