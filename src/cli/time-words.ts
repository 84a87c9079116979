/** How long, for people: `40 ms`, `2.1 s`, `12 min`, `5 h`, `3 d`. */
export function spanWords(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min`;
  if (ms < 48 * 3_600_000) return `${Math.floor(ms / 3_600_000)} h`;
  return `${Math.floor(ms / 86_400_000)} d`;
}

/** A moment in UTC, short: `03:12 UTC` on the day of `nowMs`, else with its date. What is no time is shown as it is. */
export function momentWords(iso: string, nowMs: number, { seconds = false } = {}): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const [day, time] = [new Date(at).toISOString().slice(0, 10), new Date(at).toISOString()];
  const clock = `${time.slice(11, seconds ? 19 : 16)} UTC`;
  return day === new Date(nowMs).toISOString().slice(0, 10) ? clock : `${day} ${clock}`;
}

/** `in 42 s`; a moment that has passed is `now`. */
export function untilWords(iso: string, nowMs: number): string {
  const left = Date.parse(iso) - nowMs;
  if (left <= 0) return 'now';
  return left < 60_000 ? `in ${Math.ceil(left / 1000)} s` : `in ${spanWords(left)}`;
}
