import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { searchPath } from '../../src/foundation/find-program.ts';
import { describeMachine } from '../failover/machine.ts';
import { bringClusterUp, type ClusterLab } from './cluster-lab.ts';
import type { ClusterOrder } from './cluster-spec.ts';
import { missedBy } from './judge-join.ts';
import { measureJoin, untilQuiet } from './measure-join.ts';
import { type Join, printJoins } from './print-joins.ts';

/*
 * A fourth manager joins three, with 3,000 simulated agents: by either means, at 100 a second and as fast as may be;
 * `--agents 9000` does it with so many, and `--only api:100/s` one of them. Progress goes to stderr, results to stdout and
 * bench/out/. Exit code 1: a target is missed; 3: the bench could not run.
 */

/** An agent's first keepalive, at once, and then the next exchange of the managers: by then the API knows where agents are. */
const KNOWN_AFTER_MS = 12_000;
const OUT = new URL('../out/', import.meta.url);
const { values } = parseArgs({
  options: { agents: { type: 'string', default: '3000' }, only: { type: 'string' } },
});
const agents = Number(values.agents);
const ORDERS = (['api:100/s', 'api:unlimited', 'sessions:100/s', 'sessions:unlimited'] as const)
  .filter((name) => values.only === undefined || name === values.only)
  .map((name): ClusterOrder => {
    const [means, rate] = name.split(':') as [ClusterOrder['means'], string];
    return { means, rate, agents };
  });

process.env['PATH'] = searchPath();
process.env['BENCH_WAZUH_PASSWORD'] = 'of-a-bench';
const tell = (line: string) => process.stderr.write(`${line}\n`);
const startedMs = performance.now();
interface Up {
  readonly lab: ClusterLab;
  readonly upAtMs: number;
  /** Once it is measured. */
  ending: Promise<void> | undefined;
}
const labs: Up[] = [];
try {
  const machine = await describeMachine();
  const joins: Join[] = [];
  // As many agents as need most of a machine's files are had one after the other.
  const groups = agents > 3_000 ? ORDERS.map((order) => [order]) : [ORDERS];
  for (const group of groups) joins.push(...(await measureGroup(group)));
  const missed = joins.flatMap(({ order, figures }) => missedBy(order, figures));
  const took = `${((performance.now() - startedMs) / 1000).toFixed(0)} s in all`;
  const verdict =
    missed.length === 0 ? `pass: all that must hold does (${took})` : `MISSED: ${missed.join('; ')}`;
  const text = `${printJoins(joins, agents, machine)}${verdict}\n`;
  mkdirSync(OUT, { recursive: true });
  writeFileSync(new URL(agents === 3_000 ? 'rebalance.txt' : `rebalance-${agents}.txt`, OUT), text);
  process.stdout.write(text);
  process.exitCode = missed.length === 0 ? 0 : 1;
} catch (error) {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 3;
} finally {
  await Promise.all(labs.map(({ lab, ending }) => ending ?? lab.end()));
}

/**
 * All labs come up together, and settle together. Joins at a rate leave most of the machine idle, and are measured
 * together too; those without one by themselves. They are in the order of the orders.
 */
async function measureGroup(orders: readonly ClusterOrder[]): Promise<readonly Join[]> {
  const up = await Promise.all(orders.map(bringUp));
  const isAtRate = ({ lab }: Up) => lab.order.rate !== 'unlimited';
  const joins = await Promise.all(up.filter(isAtRate).map(measure));
  for (const one of up.filter((each) => !isAtRate(each))) joins.push(await measure(one));
  return orders.flatMap((order) => joins.find((join) => join.order === order) ?? []);
}

async function bringUp(order: ClusterOrder): Promise<Up> {
  tell(`a lab of three managers and ${order.agents} agents, ${order.means} at ${order.rate}`);
  const name = `bench-rebalance-${order.means}-${order.rate === 'unlimited' ? 'fast' : 'slow'}`;
  const up: Up = { lab: await bringClusterUp(name, order), upAtMs: performance.now(), ending: undefined };
  labs.push(up);
  await untilQuiet(await up.lab.open());
  return up;
}

async function measure(up: Up): Promise<Join> {
  const { lab, upAtMs } = up;
  const leftMs = lab.order.means === 'api' ? KNOWN_AFTER_MS - (performance.now() - upAtMs) : 0;
  if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
  const figures = await measureJoin(lab);
  tell(JSON.stringify(figures));
  tell(await lab.said());
  up.ending = lab.end();
  return { order: lab.order, figures };
}
