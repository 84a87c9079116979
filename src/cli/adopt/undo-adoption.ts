import type { Command } from 'commander';
import { observeState } from '../../host/adopt/observe-state.ts';
import { withLaterSockets } from '../../host/adopt/observe-units.ts';
import type { AdoptRecord } from '../../host/adopt/plan/adopt-facts.ts';
import { planUndo } from '../../host/adopt/plan/plan-undo.ts';
import { stepWords } from '../../host/adopt/plan/step-words.ts';
import { runUndo } from '../../host/adopt/run-adoption.ts';
import { askYes } from '../ask-yes.ts';
import { say } from '../say.ts';
import type { AdoptOptions } from './adopt.ts';
import { noRecord } from './adopt-faults.ts';
import { tellStep } from './tell-step.ts';

/** `holdfast adopt --undo`. @throws Fault `host/adopt-no-record`, or that of the step that failed */
export async function undoAdoption(
  kept: AdoptRecord | undefined,
  { dryRun, yes }: AdoptOptions,
  command: Command,
): Promise<void> {
  if (kept === undefined) throw noRecord();
  const record = await withLaterSockets(kept);
  const state = await observeState(record.handover, record.vips);
  const steps = planUndo(record, state);
  const lines = steps.map((step, index) => `  ${index + 1}. ${stepWords(step, record.vips)}`);
  process.stdout.write(`What is done, in this order\n${lines.join('\n')}\n`);
  say('What was applied since is not in the files of the former units.');
  if (dryRun === true) return say('Nothing was touched.');
  const moves = state.holds ? ' The VIP moves, and the sessions through it end.' : '';
  const question = `Go back to what ran before ${record.begunAt}?${moves}`;
  if (!(await askYes(question, yes === true ? { yes } : {}, command))) {
    say('Nothing was touched.');
    process.exitCode = 1;
    return;
  }
  await runUndo(record, tellStep);
  say('The units of the distribution run as before. Spec, certificates and state of Holdfast stay.');
}
