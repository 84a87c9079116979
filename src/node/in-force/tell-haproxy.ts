import { describeStep } from '../../engines/haproxy/runtime/describe-step.ts';
import type { RuntimeStep } from '../../engines/haproxy/runtime/runtime-step.ts';
import { applyRuntime } from '../haproxy/apply-runtime.ts';
import type { HaproxyRuntime } from '../haproxy/open-haproxy-cli.ts';

export interface Told {
  /** What was done, a sentence each. */
  readonly says: readonly string[];
  readonly sessionsCut: number;
  /** What could not be done, with HAProxy's words; undefined = all is done. */
  readonly failure: string | undefined;
}

/** Does the steps, in words. */
export async function tellHaproxy(cli: HaproxyRuntime, steps: readonly RuntimeStep[]): Promise<Told> {
  const { outcomes, fault } = await applyRuntime(cli, steps);
  const failed = outcomes.find(({ result }) => result === 'failed');
  const words = fault?.evidence === '' ? fault.message : fault?.evidence;
  return {
    says: outcomes.filter(({ result }) => result === 'done').map(({ says }) => says.replace(/^done: /, '')),
    sessionsCut: outcomes.reduce((sum, one) => sum + one.sessionsCut, 0),
    failure: failed === undefined ? undefined : `could not ${describeStep(failed.step)}: ${words}`,
  };
}
