import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Fault } from '../base/fault.ts';
import { searchPath } from '../foundation/find-program.ts';
import { bundle } from '../lab/bundles.ts';
import type { Lab } from '../lab/lab.ts';
import { lockDrills } from './drill-lock.ts';
import type { DrillLine, DrillOrder } from './drill-order.ts';
import type { DrillOutcome } from './run-drill.ts';

/**
 * Runs drills in a lab: the work is done by a process of ours inside its namespaces. SIGINT and SIGTERM, and our own
 * death, make that process undo what it did; the given signal too. Throws Faults.
 */
export async function orderDrill(
  lab: Lab,
  wanted: Omit<DrillOrder, 'dir'>,
  tell: (line: string) => void,
  signal?: AbortSignal,
): Promise<readonly DrillOutcome[]> {
  const release = lockDrills(lab.dir);
  const outcomes: DrillOutcome[] = [];
  let failure: Fault | undefined;
  let words = '';
  const order: DrillOrder = { dir: lab.dir, ...wanted };
  const [program = '', ...enter] = lab.enter();
  // A group of its own: the terminal's Ctrl-C must not end it before it has undone what it did.
  const child = spawn(program, [...enter, process.execPath, bundle('inside-lab'), JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, PATH: searchPath(), NODE_OPTIONS: '' },
  });
  const end = () => {
    tell('ending: what the drill did is being undone');
    child.stdin.end();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, end);
  signal?.addEventListener('abort', end, { once: true });
  child.stdin.on('error', () => {});
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-8000);
  });
  createInterface(child.stdout).on('line', (text) => {
    const line = JSON.parse(text) as DrillLine;
    if (line.is === 'event') tell(line.text);
    else if (line.is === 'outcome') outcomes.push(line.outcome);
    else failure = new Fault(line.fault.code, line.fault.message, line.fault.remedy, line.fault.evidence);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(name, end);
    signal?.removeEventListener('abort', end);
    release();
  });
  if (failure !== undefined) throw failure;
  if (code === 0 && outcomes.length === wanted.faults.length) return outcomes;
  throw new Fault(
    'drill/broken-off',
    'The half of the drill that runs inside the lab ended before it was done.',
    'see whether the lab still runs (holdfast status --lab) and is well; start it anew if not',
    words.trim(),
  );
}
