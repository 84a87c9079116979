import type { FoundationStatus } from '../../foundation/status.ts';
import type { FoundationVip } from '../../release/foundation-config.ts';

type Counted = Pick<FoundationVip, 'name' | 'frontends'>;

/**
 * Sessions that are open through each VIP. Of a draining process only the sum is known: it counts for every VIP that is
 * here, so that what a move would cut is told rather too high than too low.
 * @param frontends open sessions by frontend; undefined = HAProxy did not tell
 * @param foundation undefined = it did not answer
 */
export function countSessions(
  vips: readonly Counted[],
  frontends: Readonly<Record<string, number>> | undefined,
  foundation: Pick<FoundationStatus, 'guests' | 'vips'> | undefined,
): Readonly<Record<string, number>> {
  if (frontends === undefined) return {};
  const draining = sum((foundation?.guests.haproxy.old ?? []).map(({ sessions = 0 }) => sessions));
  return Object.fromEntries(
    vips.map(({ name, frontends: names }) => {
      const isHere = foundation?.vips[name]?.here === true;
      return [name, sum(names.map((frontend) => frontends[frontend] ?? 0)) + (isHere ? draining : 0)];
    }),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
