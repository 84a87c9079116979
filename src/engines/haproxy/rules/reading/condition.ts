import type { Statement } from '../../meaning/meaning.ts';

/** The `if` or `unless` at the end of a rule. */
export interface Condition {
  /** Index in `statement.words` of `if` or `unless`. */
  readonly at: number;
  /** The acl names, without `!`, in the order of the line; anonymous acls in braces are left out. */
  readonly names: readonly AclUse[];
  /** `if TRUE` and nothing else. */
  readonly isAlways: boolean;
}

export interface AclUse {
  readonly name: string;
  /** Index in `statement.words`. */
  readonly index: number;
}

/** Undefined = the rule has no condition. Words in quotes and in braces are values, never `if`. */
export function conditionOf(statement: Statement): Condition | undefined {
  const at = findCondition(statement);
  if (at === undefined) return undefined;
  const names: AclUse[] = [];
  let depth = 0;
  for (let index = at + 1; index < statement.words.length; index += 1) {
    const value = statement.words[index]?.value ?? '';
    if (depth > 0) {
      if (value === '}') depth -= 1;
      continue;
    }
    const name = value.replace(/^!+/, '');
    if (name === '{') depth += 1;
    else if (name !== '' && name !== 'or' && name !== '||') names.push({ name, index });
  }
  const isAlways =
    statement.words[at]?.value === 'if' &&
    statement.words.length === at + 2 &&
    statement.words[at + 1]?.value === 'TRUE';
  return { at, names, isAlways };
}

/** Whether a rule holds for everything: no condition, or `if TRUE`. */
export function isUnconditional(statement: Statement): boolean {
  const condition = conditionOf(statement);
  return condition === undefined || condition.isAlways;
}

/** The first `if` or `unless` behind the keyword that is no value: unquoted and outside braces. */
function findCondition({ words }: Statement): number | undefined {
  let depth = 0;
  for (let index = 1; index < words.length; index += 1) {
    const raw = words[index]?.raw;
    if (raw === '{') depth += 1;
    else if (raw === '}') depth -= 1;
    else if (depth === 0 && (raw === 'if' || raw === 'unless')) return index;
  }
  return undefined;
}
