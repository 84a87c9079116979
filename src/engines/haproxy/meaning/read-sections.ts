import type { OutlinedLine } from '../grammar/outline.ts';
import type { SourceWord } from '../grammar/source.ts';
import type { Section, Statement } from './meaning.ts';

/** The sections of one file; lines before the first one belong to none. */
export function readSections(path: string, lines: readonly OutlinedLine[]): Section[] {
  const sections: Section[] = [];
  let current: { statements: Statement[]; byKeyword: Map<string, Statement[]> } | undefined;
  for (const { line, role, kind, isConditional } of lines) {
    if (role !== 'head' && role !== 'statement') continue;
    const statement = statementOf(path, line.line, line.words, isConditional, role === 'head');
    if (kind !== undefined) {
      current = { statements: [], byKeyword: new Map() };
      sections.push({ kind, name: nameOf(kind, statement.args), head: statement, ...current });
    } else if (current !== undefined) {
      current.statements.push(statement);
      const same = current.byKeyword.get(statement.keyword);
      if (same === undefined) current.byKeyword.set(statement.keyword, [statement]);
      else same.push(statement);
    }
  }
  return sections;
}

/** `global` has none; `defaults from X` neither. */
function nameOf(kind: string, args: readonly string[]): string | undefined {
  const [first] = args;
  if (kind === 'global' || (kind === 'defaults' && first === 'from')) return undefined;
  return first === '' ? undefined : first;
}

function statementOf(
  path: string,
  line: number,
  words: readonly SourceWord[],
  isConditional: boolean,
  isHead: boolean,
): Statement {
  const first = words[0]?.value ?? '';
  const modifier = !isHead && words.length > 1 && (first === 'no' || first === 'default') ? first : undefined;
  const at = modifier === undefined ? 0 : 1;
  const args: string[] = [];
  for (let index = at + 1; index < words.length; index += 1) args.push(words[index]?.value ?? '');
  return { path, line, keyword: words[at]?.value ?? '', args, words, modifier, isConditional };
}
