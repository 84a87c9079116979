import type { Counts } from './balance-plan.ts';
import type { ServerLoad } from './server-load.ts';

/** A server may be called `constructor`: what every object has is not a count. */
export function countOf(counts: Counts, server: string): number {
  return Object.hasOwn(counts, server) ? counts[server]! : 0;
}

export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}

export function sessionsOf(loads: readonly ServerLoad[]): Counts {
  return Object.fromEntries(loads.map(({ server, sessions }) => [server, sessions]));
}

/** A part of them, `wanted` in all or as many as there are: from each in proportion, so that none is emptied first. */
export function partOf(counts: Counts, wanted: number): Counts {
  const total = sumOf(counts);
  if (wanted >= total) return withoutNone(counts);
  const names = Object.keys(counts).sort();
  const exact = (name: string) => (counts[name]! * wanted) / total;
  const part = new Map(names.map((name) => [name, Math.floor(exact(name))]));
  const rest = wanted - [...part.values()].reduce((all, count) => all + count, 0);
  const byRemainder = names.toSorted((left, right) => (exact(right) % 1) - (exact(left) % 1));
  for (const name of byRemainder.slice(0, Math.max(0, rest))) part.set(name, part.get(name)! + 1);
  return withoutNone(Object.fromEntries(part));
}

/** @returns left − right, never below 0, without those that have nothing */
export function less(left: Counts, right: Counts): Counts {
  return withoutNone(
    Object.fromEntries(
      Object.entries(left).map(([name, count]) => [name, Math.max(0, count - countOf(right, name))]),
    ),
  );
}

function withoutNone(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
