const UNITS = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;

/** Seconds of `300`, `5m` or `1h30m` (BIND's units); undefined when it is no TTL. */
export function parseZoneTtl(text: string): number | undefined {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  if (!/^(?:\d{1,10}[smhdw])+$/i.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit = 's'] of text.matchAll(/(\d+)([a-z])/gi)) {
    seconds += Number(amount) * UNITS[unit.toLowerCase() as keyof typeof UNITS];
  }
  return seconds;
}
