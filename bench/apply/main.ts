import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { median } from '../../src/drill/judge/median.ts';
import { searchPath } from '../../src/foundation/find-program.ts';
import { describeMachine, type Machine } from '../failover/machine.ts';
import { type Changes, measureChanges, RATE, SERVERS } from './measure-changes.ts';

/*
 * One server more in a pool of 500, on both nodes of a lab under load, from Enter to done; and other changes and looks.
 * Progress goes to stderr, results to stdout and bench/out/. Exit code 1: a target is missed; 3: the bench could not run.
 */

const OUT = new URL('../out/', import.meta.url);
const MOST_MS = 1_000;

process.env['PATH'] = searchPath();
try {
  const machine = await describeMachine();
  const changes = await measureChanges((line) => process.stderr.write(`${line}\n`));
  const missed = whatIsMissed(changes);
  const text = print(machine, changes, missed);
  mkdirSync(OUT, { recursive: true });
  writeFileSync(new URL('apply.txt', OUT), text);
  process.stdout.write(text);
  process.exitCode = missed.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 3;
}

function whatIsMissed({ tookMs, reloads, traffic }: Changes): readonly string[] {
  const addedMs = median(tookMs.added);
  return [
    ...(addedMs <= MOST_MS
      ? []
      : [`a server took ${Math.round(addedMs)} ms from Enter to done, not ${MOST_MS} at most`]),
    ...(reloads === 0 ? [] : ['a server was added by a reload']),
    ...(traffic.lost.length === 0 ? [] : [`${traffic.lost.length} connections were lost`]),
    ...traffic.lost
      .slice(0, 5)
      .map(
        ({ attempt, during, sinceMs }) => `${attempt.result} ${sinceMs} ms after the beginning of: ${during}`,
      ),
  ];
}

function print(machine: Machine, { tookMs, reloads, traffic }: Changes, missed: readonly string[]): string {
  const row = (what: string, figures: readonly number[]) => {
    const sorted = figures.toSorted((one, other) => one - other);
    const cells = [sorted[0] ?? 0, median(sorted), sorted.at(-1) ?? 0];
    return `${what.padEnd(58)}${cells.map((ms) => `${Math.round(ms)} ms`.padStart(10)).join('')}`;
  };
  return [
    `A pair with a pool of ${SERVERS}, ${RATE} new connections a second, ${tookMs.added.length} runs each; from Enter to done, the start of the`,
    `process included; HAProxy ${machine.haproxy}, Node ${machine.node}, ${machine.cores} shared cores, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
    '',
    `${''.padEnd(58)}${['BEST', 'MEDIAN', 'WORST'].map((head) => head.padStart(10)).join('')}`,
    row('apply --yes: one server added on both nodes', tookMs.added),
    row('  CPU that the command and both daemons used meanwhile', tookMs.cpu),
    row('  by the API alone: the plan', tookMs.planned),
    row('  by the API alone: the apply until it is kept', tookMs.applied),
    row('apply --yes: a change that needs a reload', tookMs.reloaded),
    row('switchover --yes', tookMs.moved),
    row('status', tookMs.status),
    '',
    `connections ${traffic.sent}, lost ${traffic.lost.length}, in flight at a switchover ${traffic.inFlight}; reloads while servers were added ${reloads}`,
    missed.length === 0
      ? 'pass: no reload, nothing lost, at most 1 s from Enter to done'
      : `MISSED: ${missed.join('; ')}`,
    '',
  ].join('\n');
}
