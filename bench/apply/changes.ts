import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../src/host/run-command.ts';
import type { NodeDoor } from '../../src/node/api/node-door.ts';
import { type ApplyProgress, ENDED_STAGES } from '../../src/node/apply/apply-progress.ts';

const HOLDFAST = fileURLToPath(new URL('../../bin/holdfast', import.meta.url));
const LOOK_MS = 10;

/** Milliseconds from the start of the process to its end. @throws Error with what it said */
export async function timeCommand(socket: string, ...words: string[]): Promise<number> {
  const startMs = performance.now();
  const { code, stdout, stderr } = await runCommand([HOLDFAST, ...words, '--socket', socket], {
    timeoutMs: 60_000,
  });
  const tookMs = performance.now() - startMs;
  if (code !== 0) throw new Error(`holdfast ${words.join(' ')} ended with ${code}\n${stdout}${stderr}`);
  return tookMs;
}

/** The whole of `holdfast apply -f FILE --yes`, the start of its process included. */
export async function timeApply(socket: string, file: string, spec: string): Promise<number> {
  writeFileSync(file, spec);
  return timeCommand(socket, 'apply', '-f', file, '--yes');
}

/** What the daemon alone takes: the plan, then the apply until it is kept. @throws Error when it is not */
export async function timeApi(door: NodeDoor, spec: string): Promise<{ planMs: number; applyMs: number }> {
  const startMs = performance.now();
  const { etag } = await door.plan({ spec, file: 'bench.yaml' });
  const plannedMs = performance.now();
  let progress: ApplyProgress | undefined = await door.apply({ spec, file: 'bench.yaml' }, 'bench', etag);
  while (progress !== undefined && !ENDED_STAGES.includes(progress.stage)) {
    await pause(LOOK_MS);
    progress = await door.progress();
  }
  if (progress?.stage !== 'kept') throw new Error(`it was not kept: ${progress?.sentence}`);
  return { planMs: plannedMs - startMs, applyMs: performance.now() - plannedMs };
}
