/** `0.3 s`, `12 s`, `5 min`, `3 h`, `2 d`: how old something is. */
export function spanWords(ms: number): string {
  const span = Math.max(0, ms);
  if (span < 10_000) return `${(span / 1000).toFixed(1)} s`;
  if (span < 120_000) return `${Math.round(span / 1000)} s`;
  if (span < 7_200_000) return `${Math.round(span / 60_000)} min`;
  return span < 172_800_000 ? `${Math.round(span / 3_600_000)} h` : `${Math.round(span / 86_400_000)} d`;
}

/** `03:12:45`, of this browser's clock, or of UTC. With the day when it is not the one of `nowMs`. */
export function clockWords(atMs: number, nowMs: number, zone: 'local' | 'UTC'): string {
  const [at, now] = [partsOf(atMs, zone), partsOf(nowMs, zone)];
  return at.day === now.day ? at.time : `${at.day} ${at.time}`;
}

function partsOf(ms: number, zone: 'local' | 'UTC'): { day: string; time: string } {
  const date = new Date(zone === 'UTC' ? ms : ms - new Date(ms).getTimezoneOffset() * 60_000);
  if (Number.isNaN(date.getTime())) return { day: '', time: 'unknown' };
  const [day = '', time = ''] = date.toISOString().split('T');
  return { day, time: time.slice(0, 8) };
}
