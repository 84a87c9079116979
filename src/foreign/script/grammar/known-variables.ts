import { commandsOf } from './commands-of.ts';
import type { ScriptSource, ShellWord } from './source.ts';

const NAME = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/**
 * Variables that the script sets to a text, other variables in it put in; the last assignment counts. Those set to a
 * command's output are not in it.
 */
export function knownVariables(script: ScriptSource): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const { command } of commandsOf(script.steps)) {
    for (const { name, word } of command.assignments) {
      const value = expandKnown({ ...word, value: word.value.slice(word.value.indexOf('=') + 1) }, known);
      if (/[$`]/.test(value)) known.delete(name);
      else known.set(name, value);
    }
  }
  return known;
}

/** A word's value with the known variables put in; the others stay as written. */
export function expandKnown({ value }: Pick<ShellWord, 'value'>, known: ReadonlyMap<string, string>): string {
  return value.replaceAll(NAME, (text, braced: string | undefined, plain: string | undefined) => {
    return known.get(braced ?? plain ?? '') ?? text;
  });
}
