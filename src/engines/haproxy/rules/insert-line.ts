import type { Edit } from '../../../base/rule.ts';
import type { Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';

/** A further line before a statement, indented as it is; so a comment behind the statement stays with it. */
export function insertLineBefore(statement: Statement, text: string): Edit {
  const { path, line, column } = spanOf(statement);
  const indent = statement.words[0]?.before ?? '';
  const span = { path, line, column, endLine: line, endColumn: column };
  return { span, text: `${text}\n${indent}` };
}
