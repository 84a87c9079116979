import { mkdirSync, writeFileSync } from 'node:fs';
import { searchPath } from '../../src/foundation/find-program.ts';
import { requirePrograms } from '../../src/host/require-programs.ts';
import { observeRuntime } from '../../src/node/haproxy/observe-runtime.ts';
import {
  type GroundHaproxy,
  makeRuntimeGround,
  type RuntimeGround,
} from '../../tests/support/runtime-ground.ts';
import { describeMachine } from '../failover/machine.ts';
import { type Addition, addOneServer } from './add-one-server.ts';
import { filesOfSpec, PORTS } from './files-of-spec.ts';
import { printAdditions, type Results } from './print-additions.ts';
import { FIRST_PORT, specOfPool } from './spec-of-pool.ts';

/*
 * One server is added to a pool of 500 on two running HAProxys under load, ten times over. Progress goes to stderr,
 * results to stdout and bench/out/. Exit code 1: a target is missed; 3: the bench could not run.
 */

const OUT = new URL('../out/', import.meta.url);
const SERVERS = 500;
const ADDED = 10;
const RATE = 200;

process.env['PATH'] = searchPath();
requirePrograms(['haproxy', 'unshare', 'nsenter', 'ip']);
const ground = await makeRuntimeGround();
try {
  const results = await measure(ground);
  const text = printAdditions(results);
  mkdirSync(OUT, { recursive: true });
  writeFileSync(new URL('runtime.txt', OUT), text);
  process.stdout.write(text);
  process.exitCode = results.missed.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 3;
} finally {
  await ground.end();
}

async function measure(on: RuntimeGround): Promise<Results> {
  const machine = await describeMachine();
  process.stderr.write(`starting ${SERVERS + ADDED} servers and two HAProxys\n`);
  const ports = Array.from({ length: SERVERS + ADDED }, (_, index) => FIRST_PORT + index);
  await on.serve(
    'even',
    ports.filter((port) => port % 2 === 0),
  );
  await on.serve(
    'odd',
    ports.filter((port) => port % 2 === 1),
  );
  const files = new Map(filesOfSpec(specOfPool(SERVERS)));
  const nodes = new Map<string, GroundHaproxy>();
  for (const [node, text] of files) nodes.set(node, await on.haproxy(node, text));
  const pids = await pidsOf(nodes);
  const probes = await Promise.all(Object.values(PORTS).map(async (port) => await on.probe(port, '/', RATE)));
  const additions: Addition[] = [];
  for (let added = 1; added <= ADDED; added += 1) {
    process.stderr.write(`server ${SERVERS + added}\n`);
    additions.push(await addOneServer(on, nodes, files, SERVERS + added));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const records = await Promise.all(probes.map(async (stop) => await stop()));
  const reloads = (await pidsOf(nodes)).filter((pid, index) => pid !== pids[index]).length;
  const attempts = records.flatMap((record) => record.attempts);
  const lost = attempts.filter(({ result }) => result !== 'ok').length;
  const changed = await changedByReload(nodes, files);
  const longestMs = Math.max(...additions.map(({ tookMs }) => tookMs));
  const missed = [
    ...(longestMs <= 1_000
      ? []
      : [`the longest addition took ${Math.round(longestMs)} ms, not 1000 at most`]),
    ...(additions.every(({ wasUp }) => wasUp) ? [] : ['a server was not up when its addition was done']),
    ...(lost === 0 ? [] : [`${lost} connections were lost`]),
    ...(reloads === 0 ? [] : [`${reloads} reloads`]),
    ...(changed === 0 ? [] : [`a reload changed ${changed} servers`]),
  ];
  return {
    machine,
    servers: SERVERS,
    rate: RATE,
    additions,
    sent: attempts.length,
    lost,
    reloads,
    changed,
    missed,
  };
}

async function pidsOf(nodes: ReadonlyMap<string, GroundHaproxy>): Promise<(string | undefined)[]> {
  const infos = await Promise.all([...nodes.values()].map(async ({ cli }) => await cli.ask('show info')));
  return infos.map((info) => /^Pid: (\d+)$/m.exec(info)?.[1]);
}

/** How many servers are otherwise after a reload with the file that was written. */
async function changedByReload(
  nodes: ReadonlyMap<string, GroundHaproxy>,
  files: ReadonlyMap<string, string>,
): Promise<number> {
  let changed = 0;
  for (const [node, haproxy] of nodes) {
    const before = await linesOf(haproxy);
    const after = new Set(await linesOf(await haproxy.reload(files.get(node) ?? '')));
    changed += before.filter((line) => !after.has(line)).length + Math.abs(after.size - before.length);
  }
  return changed;
}

async function linesOf({ cli }: GroundHaproxy): Promise<string[]> {
  const { servers } = await observeRuntime(cli);
  return servers.map(({ pool, server, serverId, host, port, weight, initialWeight, admin, isUp, maxconn }) =>
    JSON.stringify([pool, server, serverId, host, port, weight, initialWeight, admin, isUp, maxconn]),
  );
}
