import { describeStep } from '../../engines/haproxy/runtime/describe-step.ts';
import type { RuntimePlan } from '../../engines/haproxy/runtime/plan-runtime.ts';
import type { RuntimeStep } from '../../engines/haproxy/runtime/runtime-step.ts';

/** What a running HAProxy does unlike its own file, a sentence each. */
export function lostWords(plan: RuntimePlan): readonly string[] {
  return 'needsReload' in plan ? plan.needsReload : lostSteps(plan.steps).map(describeStep);
}

/**
 * The steps that mend what is unlike the file. A server that is out of service already and only waits to be deleted serves
 * nobody: some versions keep it until the next reload, others until the next change.
 */
export function lostSteps(steps: readonly RuntimeStep[]): readonly RuntimeStep[] {
  const emptied = new Set(
    steps.flatMap((step) => (step.kind === 'empty' ? [`${step.pool}/${step.server}`] : [])),
  );
  return steps.filter((step) => step.kind !== 'delete' || emptied.has(`${step.pool}/${step.server}`));
}
