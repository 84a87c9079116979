import type { ComposeService } from '../grammar/tree.ts';
import { entryOf, settingOf, textOf } from './service.ts';

/** Whether the engine starts it again when it ends; undefined = a variable hides it. */
export function restarts(service: ComposeService): boolean | undefined {
  const policy = entryOf(settingOf(service, 'deploy')?.value, 'restart_policy')?.value;
  const condition = entryOf(policy, 'condition')?.value;
  if (policy !== undefined) return condition?.kind !== 'scalar' || condition.text !== 'none';
  const restart = textOf(service, 'restart');
  return restart.includes('$') ? undefined : restart !== '' && restart !== 'no' && restart !== 'false';
}
