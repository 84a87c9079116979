const MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
};

/** Milliseconds of `60`, `60s`, `1m 30s`, `500ms` (seconds where no unit stands); undefined when it is none. */
export function readDuration(text: string): number | undefined {
  const parts = text.split(/(?<=[a-zA-Z])\s*(?=\d)/);
  let total = 0;
  for (const part of parts) {
    const match = /^(\d{1,9})(ms|[smhdwMy])?$/.exec(part);
    if (match === null) return undefined;
    total += Number(match[1]) * (MS[match[2] ?? 's'] ?? 0);
  }
  return total;
}
