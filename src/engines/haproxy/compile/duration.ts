/** Milliseconds as HAProxy writes them, always with a unit: `30s`, `50ms`. */
export function duration(ms: number): string {
  return ms > 0 && ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
