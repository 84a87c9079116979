import type { Section, Statement } from '../../meaning/meaning.ts';

/** The last line of `keyword` with a number: `maxconn 4000`. Undefined = none, or it is not known (variable, `.if`). */
export function numberOf(
  sections: readonly Section[],
  keyword: string,
): { readonly value: number; readonly statement: Statement } | undefined {
  const statement = sections.flatMap(({ byKeyword }) => byKeyword.get(keyword) ?? []).at(-1);
  const word = statement?.words[1];
  if (statement === undefined || word === undefined || word.hasVariable || statement.isConditional)
    return undefined;
  return /^\d+$/.test(word.value) ? { value: Number(word.value), statement } : undefined;
}
