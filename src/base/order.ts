import type { Place } from './text-range.ts';

/** Reading order; for `sort`. */
export function byPlace(left: Place, right: Place): number {
  return left.line - right.line || left.column - right.column;
}
