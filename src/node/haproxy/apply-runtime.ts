import { Fault } from '../../base/fault.ts';
import { describeStep } from '../../engines/haproxy/runtime/describe-step.ts';
import type { RuntimeStep } from '../../engines/haproxy/runtime/runtime-step.ts';
import type { HaproxyRuntime } from './open-haproxy-cli.ts';
import { runStep } from './run-step.ts';

export interface RuntimeOutcome {
  readonly step: RuntimeStep;
  readonly result: 'done' | 'failed' | 'not-done';
  /** One sentence for a person. */
  readonly says: string;
  /** Sessions that it ended. */
  readonly sessionsCut: number;
  readonly tookMs: number;
}

export interface AppliedRuntime {
  /** One for each step, in their order. */
  readonly outcomes: readonly RuntimeOutcome[];
  /** Why it stopped; undefined = all is done and was seen to be in force. */
  readonly fault: Fault | undefined;
  /** What is in force now, in one sentence. */
  readonly sentence: string;
}

/**
 * Does the steps one after the other and looks after each whether it is in force. Stops at the first that fails:
 * what was done before it stays done.
 */
export async function applyRuntime(
  cli: HaproxyRuntime,
  steps: readonly RuntimeStep[],
): Promise<AppliedRuntime> {
  const outcomes: RuntimeOutcome[] = [];
  let fault: Fault | undefined;
  for (const step of steps) {
    if (fault !== undefined) {
      outcomes.push({
        step,
        result: 'not-done',
        says: `not done: ${describeStep(step)}`,
        sessionsCut: 0,
        tookMs: 0,
      });
      continue;
    }
    const start = performance.now();
    try {
      const said = await runStep(cli, step);
      outcomes.push({ step, result: 'done', ...said, tookMs: performance.now() - start });
    } catch (error) {
      // A bug of ours is not hidden as a failure of the world.
      if (!(error instanceof Fault)) throw error;
      fault = error;
      const says = `failed: ${describeStep(step)}: ${error.message}`;
      outcomes.push({ step, result: 'failed', says, sessionsCut: 0, tookMs: performance.now() - start });
    }
  }
  return { outcomes, fault, sentence: sentenceOf(outcomes) };
}

function sentenceOf(outcomes: readonly RuntimeOutcome[]): string {
  const failed = outcomes.find(({ result }) => result === 'failed');
  const done = outcomes.filter(({ result }) => result === 'done');
  if (outcomes.length === 0) return 'nothing to do';
  if (failed === undefined) return `all ${outcomes.length} changes are in force, without a reload`;
  const rest = outcomes.length - done.length;
  return `${done.length} of ${outcomes.length} changes are in force, ${rest} not: could not ${describeStep(failed.step)}`;
}
