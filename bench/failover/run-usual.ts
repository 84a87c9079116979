import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { searchPath } from '../../src/foundation/find-program.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { UsualLine, UsualOrder, UsualRun } from './usual-order.ts';

const INSIDE = fileURLToPath(new URL('inside-usual.ts', import.meta.url));

export interface UsualRunning {
  readonly measured: Promise<UsualRun>;
  /** The pair is as before. */
  readonly well: Promise<void>;
}

/** Does one fault to the usual pair, once. Both promises reject when the half inside ends too early. */
export function runUsual(lab: Lab, wanted: Omit<UsualOrder, 'dir'>): UsualRunning {
  const order: UsualOrder = { dir: lab.dir, ...wanted };
  const [program = '', ...enter] = lab.enter();
  const child = spawn(program, [...enter, process.execPath, INSIDE, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: searchPath(), NODE_OPTIONS: '' },
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-4000)));
  const measured = Promise.withResolvers<UsualRun>();
  const well = Promise.withResolvers<void>();
  well.promise.catch(() => {});
  createInterface(child.stdout).on('line', (text) => {
    const line = JSON.parse(text) as UsualLine;
    if (line.is === 'measured') measured.resolve(line.run);
    else well.resolve();
  });
  const broken = () => {
    const error = new Error(`the run of ${wanted.fault} against the usual pair ended early: ${words.trim()}`);
    measured.reject(error);
    well.reject(error);
  };
  child.once('error', broken);
  child.once('close', broken);
  return { measured: measured.promise, well: well.promise };
}
