import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../base/duration.ts';

const DAY_MS = 86_400_000;

/** Milliseconds of `90s`, `2h`, `1d`; at most `mostDays`, which is what the API takes. */
export function parseSpan(mostDays: number): (text: string) => number {
  return (text) => {
    const span = parseDuration(text);
    if (span === undefined || span <= 0 || span > mostDays * DAY_MS)
      throw new InvalidArgumentError(`Write a duration such as 60s or 2h, up to ${mostDays}d.`);
    return span;
  };
}
