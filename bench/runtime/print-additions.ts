import { median } from '../../src/drill/judge/median.ts';
import type { Machine } from '../failover/machine.ts';
import type { Addition } from './add-one-server.ts';

export interface Results {
  readonly machine: Machine;
  readonly servers: number;
  /** New connections a second at each HAProxy. */
  readonly rate: number;
  readonly additions: readonly Addition[];
  readonly sent: number;
  readonly lost: number;
  readonly reloads: number;
  /** Servers that a reload afterwards left otherwise. */
  readonly changed: number;
  readonly missed: readonly string[];
}

export function printAdditions(results: Results): string {
  const { machine, servers, rate, additions, sent, lost, reloads, changed, missed } = results;
  const row = (what: string, pick: (addition: Addition) => number) => {
    const figures = additions.map(pick).toSorted((one, other) => one - other);
    const cells = [figures[0] ?? 0, median(figures), figures.at(-1) ?? 0];
    return `${what.padEnd(44)}${cells.map((ms) => `${Math.round(ms)} ms`.padStart(10)).join('')}`;
  };
  return [
    `One server added to a pool of ${servers} on two HAProxys, ${additions.length} times, ${rate} new connections a second at each;`,
    `HAProxy ${machine.haproxy}, Node ${machine.node}, ${machine.cores} shared cores`,
    '',
    `${''.padEnd(44)}${['BEST', 'MEDIAN', 'WORST'].map((head) => head.padStart(10)).join('')}`,
    row('from the spec until it serves on both nodes', ({ tookMs }) => tookMs),
    row('  spec to files', ({ compileMs }) => compileMs),
    row('  HAProxy validates both files', ({ validateMs }) => validateMs),
    row('  plan, scout, add, look, write', ({ changeMs }) => changeMs),
    '',
    `connections ${sent}, lost ${lost}; reloads ${reloads}; servers that a reload afterwards changed ${changed}`,
    missed.length === 0 ? 'pass: no reload, nothing lost, at most 1 s' : `MISSED: ${missed.join('; ')}`,
    '',
  ].join('\n');
}
