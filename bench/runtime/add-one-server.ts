import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseHaproxy } from '../../src/engines/haproxy/grammar/parse.ts';
import type { HaproxyMeaning } from '../../src/engines/haproxy/meaning/meaning.ts';
import { readHaproxy } from '../../src/engines/haproxy/meaning/read-haproxy.ts';
import { planRuntime } from '../../src/engines/haproxy/runtime/plan-runtime.ts';
import { applyRuntime } from '../../src/node/haproxy/apply-runtime.ts';
import { observeRuntime } from '../../src/node/haproxy/observe-runtime.ts';
import { type GroundHaproxy, groundFile, type RuntimeGround } from '../../tests/support/runtime-ground.ts';
import { filesOfSpec } from './files-of-spec.ts';
import { specOfPool } from './spec-of-pool.ts';

export interface Addition {
  /** From the spec's text until both nodes have it in force and on disk. */
  readonly tookMs: number;
  /** Of these: the spec to files; HAProxy's own look at both files; the changes at its sockets. */
  readonly compileMs: number;
  readonly validateMs: number;
  readonly changeMs: number;
  readonly wasUp: boolean;
}

/**
 * What `holdfast apply` has to do for one more server, on both nodes at once: compile, let HAProxy validate, plan,
 * change, write the file.
 */
export async function addOneServer(
  ground: RuntimeGround,
  nodes: ReadonlyMap<string, GroundHaproxy>,
  files: Map<string, string>,
  servers: number,
): Promise<Addition> {
  const start = performance.now();
  const wanted = filesOfSpec(specOfPool(servers));
  const compiledMs = performance.now() - start;
  await Promise.all([...wanted].map(async ([node, text]) => await validate(ground, node, text)));
  const validatedMs = performance.now() - start;
  const ups = await Promise.all(
    [...nodes].map(async ([node, haproxy]) => {
      const text = wanted.get(node) ?? '';
      const before = meaningOf(ground, node, files.get(node) ?? '');
      const live = await observeRuntime(haproxy.cli);
      const plan = planRuntime({ before, after: meaningOf(ground, node, text), live });
      if ('needsReload' in plan) throw new Error(plan.needsReload.join('; '));
      const { fault } = await applyRuntime(haproxy.cli, plan.steps);
      if (fault !== undefined) throw fault;
      writeFileSafely(join(ground.dir, `${node}.cfg`), groundFile(socketOf(ground, node), text));
      files.set(node, text);
      const seen = (await observeRuntime(haproxy.cli)).servers.find(({ server }) => server === `s${servers}`);
      return seen?.isUp === true;
    }),
  );
  const tookMs = performance.now() - start;
  return {
    tookMs,
    compileMs: compiledMs,
    validateMs: validatedMs - compiledMs,
    changeMs: tookMs - validatedMs,
    wasUp: ups.every((isUp) => isUp),
  };
}

async function validate(ground: RuntimeGround, node: string, text: string): Promise<void> {
  const file = join(ground.dir, `${node}.next`);
  writeFileSafely(file, groundFile(socketOf(ground, node), text));
  await ground.run('haproxy', '-q', '-c', '-f', file);
}

function meaningOf(ground: RuntimeGround, node: string, text: string): HaproxyMeaning {
  const whole = groundFile(socketOf(ground, node), text);
  return readHaproxy([parseHaproxy(whole, 'haproxy.cfg').source]).meaning;
}

function socketOf(ground: RuntimeGround, node: string): string {
  return join(ground.dir, `${node}.sock`);
}

function writeFileSafely(path: string, text: string): void {
  const file = openSync(`${path}.tmp`, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.tmp`, path);
}
