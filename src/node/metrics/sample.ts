import type { MetricName } from './metric-catalogue.ts';

/** One line of what is exposed: a metric, its labels, its value now. */
export interface Sample {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export function sample(name: MetricName, labels: Sample['labels'], value: number | boolean): Sample {
  return { name, labels, value: Number(value) };
}

/** One sample a word, 1 for the one that is so: a number for each state would have to be known by heart. */
export function stateSet(
  name: MetricName,
  labels: Sample['labels'],
  label: string,
  words: readonly string[],
  now: string | undefined,
): Sample[] {
  return words.map((word) => sample(name, { ...labels, [label]: word }, word === now));
}

/** Seconds since 1970 of a moment in ISO 8601. */
export function secondsOf(moment: string): number {
  return Date.parse(moment) / 1000;
}
