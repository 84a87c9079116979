import type { SourceWord } from '../grammar/source.ts';

/**
 * The command that words say, without the quotes around it. Words that touch belong together: a quote inside a word ends
 * it for the grammar, not for a command line.
 */
export function commandIn(words: readonly SourceWord[]): string {
  let command = '';
  let end: { line: number; column: number } | undefined;
  for (const { value, raw, line, column } of words) {
    const touches = end !== undefined && end.line === line && end.column === column;
    command += `${end === undefined || touches ? '' : ' '}${value}`;
    end = { line, column: column + raw.length };
  }
  return withoutQuotes(command.trim());
}

/** `'/bin/x y'`: a command may stand in single quotes too. */
function withoutQuotes(command: string): string {
  return /^'([^']*)'$/.exec(command)?.[1] ?? command;
}
