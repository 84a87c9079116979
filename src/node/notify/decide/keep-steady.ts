import type { Alert } from './alert.ts';
import { steadyMs } from './finding-kinds.ts';

/** Key → what is seen, and since when without a gap. */
export type Seen = Readonly<Record<string, { readonly alert: Alert; readonly sinceMs: number }>>;

/**
 * Of what is seen, what was seen for long enough to be told; `nextMs`: when the next of the others will have been. What can
 * neither be seen nor ruled out now is taken to be as it was.
 */
export function keepSteady(
  before: Seen,
  conditions: readonly Alert[],
  hidden: (alert: Alert) => boolean,
  nowMs: number,
): { readonly seen: Seen; readonly steady: readonly Alert[]; readonly nextMs: number | undefined } {
  const now = new Map(conditions.map((alert) => [alert.key, { alert, sinceMs: nowMs }]));
  for (const [key, { alert, sinceMs }] of Object.entries(before)) {
    const again = now.get(key);
    if (again !== undefined) now.set(key, { alert: again.alert, sinceMs });
    else if (hidden(alert)) now.set(key, { alert, sinceMs });
  }
  const tellMs = ({ alert, sinceMs }: Seen[string]) => sinceMs + steadyMs(alert.event);
  const all = [...now.values()];
  const waiting = all.map(tellMs).filter((at) => at > nowMs);
  return {
    seen: Object.fromEntries(now),
    steady: all.filter((one) => tellMs(one) <= nowMs).map(({ alert }) => alert),
    nextMs: waiting.length === 0 ? undefined : Math.min(...waiting),
  };
}
