import type { Problem } from '../../../base/problem.ts';
import { baseName, commandsOf, programOf } from '../../script/grammar/commands-of.ts';
import { parseScript } from '../../script/grammar/parse-script.ts';
import type { PcsCommand, PcsSource } from './source.ts';

/** The `pcs` commands of a script, or of a list of commands as one types them; everything else is passed over. */
export function parsePcs(text: string, path: string): { pcs: PcsSource; problems: readonly Problem[] } {
  const { script, problems } = parseScript(text, path);
  const commands = commandsOf(script.steps).flatMap(({ command }): PcsCommand[] => {
    const [program, ...words] = programOf(command);
    const last = words.at(-1);
    if (program === undefined || last === undefined || baseName(program.value) !== 'pcs') return [];
    while (words[0]?.value.startsWith('-') === true) {
      const takesWord = /^(?:-f|--name|--corosync_conf|--request-timeout)$/.test(words[0].value);
      words.splice(0, takesWord ? 2 : 1);
    }
    return [
      {
        words: words.map(({ value, at }) => ({ value, at })),
        at: { ...program.at, endLine: last.at.endLine, endColumn: last.at.endColumn },
      },
    ];
  });
  return { pcs: { path, commands }, problems };
}
