import type { Pipeline, ShellCommand, ShellWord, Step } from './source.ts';

/** A command with what it stands in. */
export interface PlacedCommand {
  readonly command: ShellCommand;
  readonly pipeline: Pipeline;
  /** Its place in the pipeline, from 0. */
  readonly index: number;
  /** The variable that takes its output: `NAME=$(…)`. */
  readonly assignedTo: string | undefined;
}

/** Every command of a script in the order of the text, those inside `$(…)` too. */
export function commandsOf(steps: readonly Step[], assignedTo?: string): readonly PlacedCommand[] {
  return steps.flatMap((step) => {
    if (step.kind === 'keyword') return step.words.flatMap(({ inner }) => commandsOf(inner));
    return step.commands.flatMap((command, index) => [
      { command, pipeline: step, index, assignedTo },
      ...command.assignments.flatMap(({ name, word }) => commandsOf(word.inner, name)),
      ...command.words.flatMap(({ inner }) => commandsOf(inner)),
    ]);
  });
}

/** `sudo`, `timeout 3`, … before a command; the options of each that take a word of their own. */
const WRAPPERS: Readonly<Record<string, { readonly takesWord: RegExp; readonly words: number }>> = {
  sudo: { takesWord: /^-[ugCDhprRTU]$/, words: 0 },
  env: { takesWord: /^-[uCS]$/, words: 0 },
  exec: { takesWord: /^-a$/, words: 0 },
  command: { takesWord: /^$/, words: 0 },
  nice: { takesWord: /^-n$/, words: 0 },
  ionice: { takesWord: /^-[cn]$/, words: 0 },
  nohup: { takesWord: /^$/, words: 0 },
  timeout: { takesWord: /^-[ks]$/, words: 1 },
};

/** The words of a command from its program's name on: what `sudo`, `timeout 3` and the like in front of it run. */
export function programOf({ words }: ShellCommand): readonly ShellWord[] {
  let rest = words;
  for (;;) {
    const wrapper = WRAPPERS[baseName(rest[0]?.value ?? '')];
    if (wrapper === undefined || !Object.hasOwn(WRAPPERS, baseName(rest[0]?.value ?? ''))) return rest;
    let next = 1;
    while (rest[next]?.value.startsWith('-') === true || /^\w+=/.test(rest[next]?.value ?? '')) {
      next += wrapper.takesWord.test(rest[next]?.value ?? '') ? 2 : 1;
    }
    next += wrapper.words;
    // `command -v x` and `sudo -l` run nothing.
    if (/^-[vVl]/.test(rest[1]?.value ?? '') || rest[next] === undefined) return rest;
    rest = rest.slice(next);
  }
}

/** `/usr/bin/curl` → `curl`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
