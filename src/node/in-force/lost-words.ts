import { describeStep } from '../../engines/haproxy/runtime/describe-step.ts';
import type { RuntimePlan } from '../../engines/haproxy/runtime/plan-runtime.ts';

/**
 * What a running HAProxy does unlike its own file, a sentence each, by the steps that would mend it. A server that is out of
 * service already and only waits to be deleted serves nobody: some versions keep it until the next reload.
 */
export function lostWords(plan: RuntimePlan): readonly string[] {
  if ('needsReload' in plan) return plan.needsReload;
  const emptied = new Set(
    plan.steps.flatMap((step) => (step.kind === 'empty' ? [`${step.pool}/${step.server}`] : [])),
  );
  return plan.steps
    .filter((step) => step.kind !== 'delete' || emptied.has(`${step.pool}/${step.server}`))
    .map(describeStep);
}
