const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Whole milliseconds of a text such as `50ms`, `0.5s`, `1m`, `24h`, `365d`; undefined when it is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,12}(?:\.\d{1,3})?)(ms|s|m|h|d)$/.exec(text);
  if (match === null) return undefined;
  const [, amount = '', unit = 'ms'] = match;
  const milliseconds = Number(amount) * UNITS[unit as keyof typeof UNITS];
  // 0.3s is 300.00000000000006 ms in floating point, 0.0005s is no whole number of milliseconds.
  const rounded = Math.round(milliseconds);
  return Math.abs(milliseconds - rounded) < 1e-6 ? rounded : undefined;
}

/** The shortest text that `parseDuration` reads as `milliseconds`. */
export function printDuration(milliseconds: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (milliseconds > 0 && milliseconds % UNITS[unit] === 0) return `${milliseconds / UNITS[unit]}${unit}`;
  }
  return `${milliseconds}ms`;
}
