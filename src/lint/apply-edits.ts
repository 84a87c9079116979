import type { Edit } from '../base/rule.ts';

/** The text with the edits in it; they may stand in any order, but not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const offsets = lineOffsets(text);
  const placed = edits
    .map((edit) => placeOf(edit, offsets, text.length))
    .toSorted((left, right) => left.from - right.from || left.to - right.to);
  let result = '';
  let done = 0;
  for (const { from, to, text: words } of placed) {
    result += text.slice(done, from) + words;
    done = to;
  }
  return result + text.slice(done);
}

/** Whether two edits touch the same characters, or insert at the same place. */
export function overlap(left: Edit, right: Edit): boolean {
  if (left.span.path !== right.span.path) return false;
  const [first, second] = isBefore(left, right) ? [left.span, right.span] : [right.span, left.span];
  const endsBefore =
    first.endLine < second.line || (first.endLine === second.line && first.endColumn <= second.column);
  return !endsBefore || (first.line === second.line && first.column === second.column);
}

function isBefore({ span: left }: Edit, { span: right }: Edit): boolean {
  return left.line < right.line || (left.line === right.line && left.column <= right.column);
}

function placeOf({ span, text }: Edit, offsets: readonly number[], length: number) {
  const offset = (line: number, column: number) =>
    Math.min((offsets[line - 1] ?? length) + column - 1, length);
  return { from: offset(span.line, span.column), to: offset(span.endLine, span.endColumn), text };
}

function lineOffsets(text: string): readonly number[] {
  const offsets = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) offsets.push(at + 1);
  return offsets;
}
