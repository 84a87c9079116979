import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { searchPath } from '../../src/foundation/find-program.ts';
import { describeMachine } from '../failover/machine.ts';
import { type DaemonCost, measureDaemons } from './measure-daemons.ts';

/*
 * What a node daemon costs: memory and CPU of the daemons of a lab in which nothing happens, with 5 servers and with 500.
 * Progress goes to stderr, results to stdout and bench/out/. Exit code 1: a target is missed; 3: the bench could not run.
 */

const OUT = new URL('../out/', import.meta.url);
const SIZES = [5, 500];
const MOST = { residentMb: 120, mostMb: 120, cpuPercent: 2, cycleMs: 50 };

process.env['PATH'] = searchPath();
try {
  const machine = await describeMachine();
  const costs: DaemonCost[] = [];
  for (const servers of SIZES) {
    process.stderr.write(`${servers} servers: a lab, a minute and a half\n`);
    costs.push(await measureDaemons(servers));
  }
  const missed = costs.flatMap(whatIsMissed);
  const text = [
    `A node daemon in a pair in which nothing happens, over 60 s; each figure is that of the daemon with the greater one`,
    `HAProxy ${machine.haproxy}, Node ${machine.node}, ${machine.cores} shared cores, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
    '',
    row(
      '',
      costs.map(({ servers }) => `${servers} servers`),
    ),
    row(
      'resident',
      costs.map(({ residentMb }) => `${Math.round(residentMb)} MB`),
    ),
    row(
      'the most, asked 50 times for everything',
      costs.map(({ mostMb }) => `${Math.round(mostMb)} MB`),
    ),
    row(
      'CPU, of one core',
      costs.map(({ cpuPercent }) => `${cpuPercent.toFixed(2)} %`),
    ),
    row(
      'CPU of a cycle (every 2 s), all it does counted in',
      costs.map(({ cycleMs }) => `${cycleMs.toFixed(1)} ms`),
    ),
    '',
    missed.length === 0
      ? 'pass: at most 120 MB, 2 % of a core, 50 ms a cycle'
      : `MISSED: ${missed.join('; ')}`,
    '',
  ].join('\n');
  mkdirSync(OUT, { recursive: true });
  writeFileSync(new URL('daemon.txt', OUT), text);
  process.stdout.write(text);
  process.exitCode = missed.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 3;
}

function row(what: string, cells: readonly string[]): string {
  return `${what.padEnd(54)}${cells.map((cell) => cell.padStart(14)).join('')}`;
}

function whatIsMissed(cost: DaemonCost): string[] {
  return (['residentMb', 'mostMb', 'cpuPercent', 'cycleMs'] as const)
    .filter((figure) => cost[figure] > MOST[figure])
    .map(
      (figure) =>
        `${figure} is ${cost[figure].toFixed(1)} with ${cost.servers} servers, not ${MOST[figure]} at most`,
    );
}
