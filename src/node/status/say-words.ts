/** `a`, `a and b`, `a, b and 3 more`. */
export function sayList(words: readonly string[], most = 3): string {
  const all = [...words];
  if (all.length <= 1) return all[0] ?? '';
  const shown = all.length <= most ? all.slice(0, -1) : all.slice(0, most - 1);
  const rest = all.length <= most ? (all.at(-1) ?? '') : `${all.length - shown.length} more`;
  return `${shown.join(', ')} and ${rest}`;
}

/** A sentence as part of another one: without its full stop. */
export function sayClause(sentence: string): string {
  return sentence.replace(/\.+$/, '');
}

/** `800 ms`, `12 s`, `3 min`, `2 h`, `5 days`: how long, for people. */
export function sayTime(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.floor(ms / 86_400_000)} days`;
}

/** `03:12 UTC`, with its day when that is not the day of `nowMs`. */
export function sayMoment(at: string, nowMs: number): string {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const day = at.slice(0, 10);
  return `${day === today ? '' : `${day} `}${at.slice(11, 16)} UTC`;
}
