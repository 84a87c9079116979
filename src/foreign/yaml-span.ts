import type { LineCounter } from 'yaml';
import type { Span } from '../base/text-range.ts';

/** Where a node of a YAML document stands; the beginning of the file for a node that has no place. */
export function yamlSpan(path: string, lines: LineCounter, node: unknown): Span {
  const [start = 0, end = start] = (node as { range?: readonly number[] | null } | null)?.range ?? [];
  const from = lines.linePos(start);
  const to = lines.linePos(end);
  return {
    path,
    line: Math.max(1, from.line),
    column: Math.max(1, from.col),
    endLine: Math.max(1, to.line),
    endColumn: Math.max(1, to.col),
  };
}
