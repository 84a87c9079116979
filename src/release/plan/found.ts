import type { SpecPath } from '../../site/site.ts';
import type { Impact } from './impact.ts';
import type { LineRef } from './plan.ts';

/** One difference in what a file means, before it is joined with the same difference in other files and on other nodes. */
export interface Found {
  /** What it is about: `vip/edge/priority`. Differences of one node with the same key are one change. */
  readonly key: string;
  readonly impact: Impact;
  readonly text: string;
  readonly reason?: string | undefined;
  /** Where the file itself knows no spec path. */
  readonly origin?: SpecPath | undefined;
  readonly lines: readonly LineRef[];
}

/** The lines `first` to `last` of one side. */
export function linesBetween(side: LineRef['side'], first: number, last: number): LineRef[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({ side, line: first + index }));
}
