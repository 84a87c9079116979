import type { DrillCourse } from '../page/page-site.ts';

/** A run in wider bins, as many as can be told apart in a drawing. */
export interface CourseBins {
  readonly binMs: number;
  readonly lastMs: number;
  readonly ok: readonly number[];
  readonly failed: readonly number[];
  /** null = nobody was answered. */
  readonly slowestMs: readonly (number | null)[];
}

const MOST_BINS = 240;

/** Puts bins together until there are few enough. */
export function widenBins({ binMs, ok, failed, slowestMs }: DrillCourse): CourseBins {
  const each = Math.max(1, Math.ceil(ok.length / MOST_BINS));
  const starts = Array.from({ length: Math.ceil(ok.length / each) }, (_, index) => index * each);
  const sum = (all: readonly number[]) =>
    starts.map((start) => all.slice(start, start + each).reduce((total, one) => total + one, 0));
  return {
    binMs: binMs * each,
    lastMs: binMs * ok.length,
    ok: sum(ok),
    failed: sum(failed),
    slowestMs: starts.map((start) => {
      const seen = slowestMs.slice(start, start + each).filter((one) => one !== null);
      return seen.length === 0 ? null : Math.max(...seen);
    }),
  };
}
