import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../base/duration.ts';

/** Milliseconds of `90s`, `2h`, `1d`. */
export function parseSpan(text: string): number {
  const span = parseDuration(text);
  if (span === undefined || span <= 0)
    throw new InvalidArgumentError('Write a duration such as 60s, 2h or 1d.');
  return span;
}
