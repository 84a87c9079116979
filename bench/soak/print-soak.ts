import { loadavg } from 'node:os';
import type { Machine } from '../failover/machine.ts';
import type { Loss } from './judge-soak.ts';
import type { SoakOptions, SoakRun } from './run-soak.ts';

/** What must not be; empty = the soak is passed. */
export function whatFailed({ deeds, traffic, end }: SoakRun): readonly string[] {
  return [
    ...groupLosses(traffic.lost),
    ...traffic.unasked,
    ...deeds.flatMap(({ action, wrong }) => (wrong === undefined ? [] : [`${action}: ${wrong}`])),
    ...end.wrong,
  ];
}

export function printSoak(
  machine: Machine,
  { seed, seconds, everyMs, rate }: SoakOptions,
  run: SoakRun,
): string {
  const { deeds, traffic, end, moves } = run;
  const failed = whatFailed(run);
  const load = loadavg().map((figure) => figure.toFixed(1));
  return [
    `${seconds} s of a lab under ${rate} new connections a second, an action every ${everyMs / 1000} s; seed ${seed}`,
    `HAProxy ${machine.haproxy}, Keepalived ${machine.keepalived}, Node ${machine.node}, ${machine.cores} shared cores, load ${load.join(' ')}`,
    '',
    ...countOutcomes(run).map(([what, times]) => `${what.padEnd(72)}${String(times).padStart(4)}`),
    `${'actions'.padEnd(72)}${String(deeds.length).padStart(4)}`,
    '',
    `connections ${traffic.sent}, lost ${traffic.lost.length}, in flight at a move that was ordered ${traffic.inFlight}; ` +
      `slowest ${traffic.slowestMs} ms; the probe itself late by at most ${traffic.proberLateMs} ms`,
    `moments at which the VIP came, left or was learnt ${moves}, unasked ${traffic.unasked.length}`,
    `at the end: revision ${end.revisions}, ${end.events} events in two journals, daemons of at most ${end.daemonMb} MB`,
    '',
    ...(failed.length === 0
      ? ['pass: nothing lost; one holder, one release, no drift, no trial, journals whole, nothing left over']
      : failed.map((what) => `MISSED: ${what}`)),
    '',
  ].join('\n');
}

function countOutcomes({ deeds }: SoakRun): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { action, came } of deeds) {
    const what = `${action}: ${came}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** One line for all that were lost in the same way during the same action. */
function groupLosses(lost: readonly Loss[]): readonly string[] {
  const groups = Map.groupBy(lost, ({ attempt, during }) => {
    const connected = attempt.connectedUs === undefined ? 'never connected' : 'connected';
    return `(${attempt.result}, ${connected}) during: ${during}`;
  });
  return [...groups].map(([how, group]) => {
    const [first] = group;
    const last = group.at(-1);
    const at = new Date((first?.attempt.startUs ?? 0) / 1000).toISOString().slice(11, 23);
    return `${group.length} lost ${how}; ${first?.sinceMs} to ${last?.sinceMs} ms after its beginning, from ${at}; the first, in us: ${first?.story}`;
  });
}
