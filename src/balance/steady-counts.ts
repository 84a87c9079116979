import type { Counts } from './balance-plan.ts';
import { countOf, sumOf } from './counts.ts';

/** What a server may gain or lose before its count is said to be in motion: always this many … */
const FEW = 2;
/** … or this part of the tolerance of a server's mean share. */
const PART = 0.25;

/** @returns true when no server's count is far from what it was */
export function isSteady(was: Counts, now: Counts, tolerance: number): boolean {
  const servers = Object.keys(now);
  const few = Math.max(FEW, (PART * tolerance * sumOf(now)) / Math.max(1, servers.length));
  return (
    servers.every((server) => Math.abs(countOf(was, server) - now[server]!) <= few) &&
    Object.keys(was).every((server) => Object.hasOwn(now, server) || was[server]! <= few)
  );
}
