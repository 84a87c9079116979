import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ThroughAnswer } from '../node/page/look-through.ts';
import type { ThroughProbe } from '../node/page/see-through.ts';
import { bundle } from './bundles.ts';
import type { Lab } from './lab.ts';

/** Longer than what it may take itself. */
const PATIENCE_MS = 4_000;

/** Looks through the VIPs from the network of the lab's client. Begins with the first question. */
export function lookFromClient(lab: Lab): ThroughProbe & { close(): void } {
  const waiting = new Map<number, (answer: ThroughAnswer) => void>();
  let child: ChildProcess | undefined;
  let last = 0;
  const begin = (): ChildProcess => {
    const [program = '', ...args] = lab.enter('client');
    const begun = spawn(program, [...args, process.execPath, bundle('look-through')], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    createInterface(begun.stdout).on('line', (line) => {
      const { id, answer } = JSON.parse(line) as { id: number; answer: ThroughAnswer };
      waiting.get(id)?.(answer);
    });
    begun.stdin.on('error', () => undefined);
    begun.once('error', () => (child = undefined));
    begun.once('close', () => (child = undefined));
    return begun;
  };
  return {
    from: 'the client of the lab',
    ask: (target) =>
      new Promise((resolve, reject) => {
        child ??= begin();
        const id = (last += 1);
        const timer = setTimeout(
          () => settle(() => reject(new Error('the lab does not answer'))),
          PATIENCE_MS,
        );
        const settle = (end: () => void) => {
          clearTimeout(timer);
          waiting.delete(id);
          end();
        };
        waiting.set(id, (answer) => settle(() => resolve(answer)));
        child.stdin?.write(`${JSON.stringify({ id, target })}\n`);
      }),
    close: () => child?.stdin?.end(),
  };
}
