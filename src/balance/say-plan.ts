import type { Counts } from './balance-plan.ts';
import { sumOf } from './counts.ts';
import type { ServerLoad } from './server-load.ts';

/** @returns a balanced pool in one sentence */
export function sayBalanced(loads: readonly ServerLoad[], tolerance: number): string {
  const fit = loads.filter(({ isFit }) => isFit);
  const counts = fit.map(({ sessions }) => sessions);
  if (fit.length === 0) return 'no server is fit to take sessions: nothing is moved';
  const range =
    Math.min(...counts) === Math.max(...counts)
      ? `${counts[0]} sessions each`
      : `${Math.min(...counts)} to ${Math.max(...counts)} sessions`;
  return fit.length === 1
    ? `${fit[0]!.server} alone is fit to take sessions: nothing is moved`
    : `balanced: ${fit.length} servers with ${range}, all within ${percent(tolerance)} of their share`;
}

/**
 * @param falls servers that are out of tolerance even after the moves
 * @returns an unbalanced pool and what is to be done in one sentence
 */
export function sayMoves(
  loads: readonly ServerLoad[],
  moves: Counts,
  predicted: Counts,
  falls: readonly string[],
): string {
  const unseen = loads.reduce((all, { sessions, counted }) => all + Math.max(0, sessions - counted), 0);
  const total = loads.reduce((all, { sessions }) => all + sessions, 0);
  const blind = `HAProxy chooses by the sessions of its newest process, which does not count ${unseen} of ${total}`;
  const moved = sumOf(moves);
  if (moved === 0) {
    const why = unseen > 0 ? blind : 'there is no other server that HAProxy would send them to';
    return `unbalanced, but no move would help: ${why}`;
  }
  const gains = loads
    .filter(({ server, sessions }) => predicted[server]! > sessions)
    .map(({ server, sessions }) => `${server} gets ${predicted[server]! - sessions}`);
  const to = gains.length === 0 ? ', so that HAProxy counts them' : `: ${some(gains)}`;
  const are = falls.length === 1 ? 'is' : 'are';
  const short = falls.length === 0 ? '' : `; ${some(falls)} ${are} still out of tolerance then`;
  const why = falls.length > 0 && unseen > 0 ? `: ${blind}` : '';
  return `${moved} of ${total} sessions move${to}${short}${why}`;
}

function some(words: readonly string[]): string {
  return words.length > 4
    ? `${words.slice(0, 3).join(', ')} and ${words.length - 3} others`
    : words.join(', ');
}

/** 0.1 → `10%` */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(1))}%`;
}
