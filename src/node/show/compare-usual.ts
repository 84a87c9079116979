import type { DrillFigures, PairFigures, UsualPair } from '../page/page-site.ts';

/** One thing that was measured of both, in words: `≥ 12.0 s`, `0`. */
export interface UsualRow {
  readonly what: string;
  readonly usual: string;
  /** What the bench measured of Holdfast, beside it. */
  readonly holdfast: string;
  readonly here: string;
}

export interface UsualComparison {
  readonly rows: readonly UsualRow[];
  /** Where the figures come from, and what may not be concluded. */
  readonly source: string;
}

/** A drill beside the usual pair in the same fault; undefined = that was not measured. */
export function compareUsual(
  pair: UsualPair | undefined,
  fault: string,
  here: Pick<DrillFigures, 'lost' | 'outageMs' | 'twoHoldersMs'>,
): UsualComparison | undefined {
  const found = pair === undefined || !Object.hasOwn(pair.faults, fault) ? undefined : pair.faults[fault];
  if (pair === undefined || found === undefined) return undefined;
  const { usual, holdfast } = found;
  const row = (what: string, of: (figures: PairFigures) => string, own: string): UsualRow => ({
    what,
    usual: of(usual),
    holdfast: of(holdfast),
    here: own,
  });
  return {
    rows: [
      row('lost', ({ lost, outageGoesOn }) => `${least(outageGoesOn)}${lost}`, `${here.lost}`),
      row(
        'longest outage',
        ({ outageMs, outageGoesOn }) => `${least(outageGoesOn)}${milliseconds(outageMs)}`,
        milliseconds(here.outageMs),
      ),
      row(
        'two holders',
        ({ twoHoldersMs, twoHoldersGoOn }) => `${least(twoHoldersGoOn)}${milliseconds(twoHoldersMs)}`,
        milliseconds(here.twoHoldersMs),
      ),
    ],
    source: sourceWords(pair),
  };
}

function sourceWords({ measuredOn, machine, runs, rate }: UsualPair): string {
  const { haproxy, keepalived, kernel, cores, holdfast } = machine;
  return (
    `The usual pair (adverts every second, a check script every 2 s, HAProxy started plainly) and Holdfast ${holdfast} were measured on ${measuredOn} by ` +
    `make bench: two labs on one machine with ${cores} cores, HAProxy ${haproxy}, Keepalived ${keepalived}, Linux ${kernel}; ` +
    `${rate} new connections a second, medians of ${runs} runs. They were not measured again for this page. ` +
    '≥ = it had not ended when the look ended. The looks at the two differ in length: compare outages rather than counts.'
  );
}

function least(goesOn: boolean): string {
  return goesOn ? '≥ ' : '';
}

function milliseconds(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
