import { sumOf } from './counts.ts';
import type { RunLeg } from './run-state.ts';
import type { ServerLoad } from './server-load.ts';

/** @returns servers that could take sessions when the leg was planned, and cannot now */
export function lostServers(base: readonly ServerLoad[], now: readonly ServerLoad[]): readonly string[] {
  const fit = new Set(now.filter(({ isFit }) => isFit).map(({ server }) => server));
  return base.filter(({ isFit, server }) => isFit && !fit.has(server)).map(({ server }) => server);
}

/**
 * The plan is one for another fleet: servers, their fitness, weights or limits are others, or by far more or fewer
 * sessions are there than moves explain.
 */
export function isAnotherFleet(leg: RunLeg, now: readonly ServerLoad[], tolerance: number): boolean {
  const was = new Map(leg.base.map((load) => [load.server, load]));
  const same =
    now.length === leg.base.length &&
    now.every((load) => {
      const former = was.get(load.server);
      return (
        former !== undefined &&
        former.isFit === load.isFit &&
        former.mayGive === load.mayGive &&
        former.weight === load.weight &&
        former.maxSessions === load.maxSessions
      );
    });
  const before = leg.base.reduce((all, { sessions }) => all + sessions, 0);
  const sum = now.reduce((all, { sessions }) => all + sessions, 0);
  const some = Math.max(2, (tolerance / 4) * before);
  return !same || sum > before + some || sum < before - (leg.of - sumOf(leg.left)) - some;
}
