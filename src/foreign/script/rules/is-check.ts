import { commandsOf, programOf } from '../grammar/commands-of.ts';
import type { ScriptSource } from '../grammar/source.ts';

const NAMED = /(?:check|chk|health|probe|alive|track)[^/]*$/i;

/**
 * The script tells by its exit code whether something is well: its name says so (`check_ha.sh`), or it speaks as
 * monitoring plugins do (OK or CRITICAL, and `exit 2`).
 */
export function isCheck(script: ScriptSource): boolean {
  if (NAMED.test(script.path)) return true;
  const commands = commandsOf(script.steps).map(({ command }) =>
    programOf(command).map(({ value }) => value),
  );
  const says = (pattern: RegExp) =>
    commands.some(([name, ...rest]) => name === 'echo' && pattern.test(rest.join(' ')));
  return says(/^(?:OK|CRITICAL)\b/) && commands.some(([name, code]) => name === 'exit' && code === '2');
}
