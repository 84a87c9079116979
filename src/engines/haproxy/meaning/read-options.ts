import type { Option, Statement } from './meaning.ts';
import { oppositeOf, valuesOfBindOption, valuesOfServerOption } from './option-keywords.ts';

/** Of a `bind` line: the first of each name. */
export function readBindOptions(statement: Statement, from: number): ReadonlyMap<string, Option> {
  const options = new Map<string, Option>();
  for (const option of optionsOf(statement, from, valuesOfBindOption)) {
    if (!options.has(option.name)) options.set(option.name, option);
  }
  return options;
}

/** What `base` becomes by a `server` or `default-server` line: later ones win, `no-X` takes `X` out and X takes `no-X` out. */
export function addServerOptions(
  base: ReadonlyMap<string, Option>,
  statement: Statement,
  from: number,
): ReadonlyMap<string, Option> {
  if (statement.words.length <= from) return base;
  const options = new Map(base);
  for (const option of optionsOf(statement, from, valuesOfServerOption)) {
    options.delete(oppositeOf(option.name));
    options.set(option.name, option);
  }
  return options;
}

const NONE: readonly string[] = [];

function* optionsOf(
  statement: Statement,
  from: number,
  countOf: (keyword: string, following: string | undefined) => number,
): Generator<Option> {
  const { words } = statement;
  for (let index = from; index < words.length; ) {
    const name = words[index]?.value ?? '';
    const count = countOf(name, words[index + 2]?.value);
    const values = count === 0 ? NONE : words.slice(index + 1, index + 1 + count).map(({ value }) => value);
    yield { name, values, statement, index };
    index += 1 + count;
  }
}
