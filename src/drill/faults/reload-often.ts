import { Fault } from '../../base/fault.ts';
import { askFoundation } from '../../foundation/control-client.ts';
import type { Engine } from '../../site/site.ts';
import type { Scene } from '../scene.ts';

export const RELOADS = 20;
const EVERY_MS = 125;
const ANSWER_MS = 4000;

/** Has the holder's foundation replace an engine's process again and again. Throws the foundation's Fault. */
export async function reloadOften(scene: Scene, engine: Engine): Promise<void> {
  const socket = scene.ground.runFile(scene.holder, 'control');
  const startedAt = performance.now();
  for (let done = 0; done < RELOADS; done += 1) {
    await scene.pause(Math.max(0, startedAt + done * EVERY_MS - performance.now()));
    await scene.act(() => reload(socket, engine));
  }
}

async function reload(socket: string, engine: Engine): Promise<void> {
  const answer = await askFoundation(socket, { do: 'reload', [engine]: 'anew' }, ANSWER_MS);
  if (answer.ok) return;
  const { code, message, remedy, evidence } = answer.fault;
  throw new Fault(code, message, remedy, evidence);
}
