const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Milliseconds of a time in haproxy.cfg: whole numbers with us, ms, s, m, h or d; without a unit they are milliseconds
 * (configuration manual, 2.5: "Time format"). HAProxy rounds microseconds up. Undefined when it is no time.
 */
export function parseHaproxyTime(text: string): number | undefined {
  const match = /^(\d{1,15})(us|ms|s|m|h|d)?$/.exec(text);
  if (match === null) return undefined;
  const [, amount = '', unit = 'ms'] = match;
  return unit === 'us' ? Math.ceil(Number(amount) / 1_000) : Number(amount) * (UNITS[unit] ?? 1);
}
