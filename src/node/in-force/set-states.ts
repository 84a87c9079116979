import type { ServerAdmin } from '../../engines/haproxy/runtime/live.ts';
import { planRuntime } from '../../engines/haproxy/runtime/plan-runtime.ts';
import { lookOrWhy } from './look-at-haproxy.ts';
import { readMeaning } from './read-meaning.ts';
import { tellHaproxy } from './tell-haproxy.ts';

/** A HAProxy that has just read its file is told of the states that stand in no file. @returns what was done, or not, in sentences */
export async function setStates(
  runDir: string,
  haproxyCfg: string,
  states: ReadonlyMap<string, ServerAdmin>,
): Promise<readonly string[]> {
  if (states.size === 0) return [];
  const look = await lookOrWhy(runDir);
  if (typeof look === 'string') return [look];
  try {
    const file = readMeaning(haproxyCfg);
    const plan = planRuntime({ before: file, after: file, live: look.live, states });
    const steps = 'steps' in plan ? plan.steps.filter(({ kind }) => kind === 'state') : [];
    const { says, failure } = await tellHaproxy(look.cli, steps);
    return failure === undefined ? says : [...says, failure];
  } finally {
    look.cli.close();
  }
}
