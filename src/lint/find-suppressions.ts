import { type LineRange, scopeOf } from './comment-scope.ts';
import type { FileKind } from './lint-file.ts';

/** `# holdfast-ignore CODE[, CODE]: reason`, as it stands in a file. */
export interface Suppression {
  readonly path: string;
  readonly line: number;
  /** Of the word `holdfast-ignore`, 1-based. */
  readonly column: number;
  readonly codes: readonly { readonly code: string; readonly column: number }[];
  /** Empty = none is given. */
  readonly reason: string;
  readonly scope: LineRange;
}

interface CommentedFile {
  readonly path: string;
  readonly text: string;
  readonly kind: FileKind;
}

/** Signs that begin a comment in the languages that are read; a line of those alone is a comment alone. */
const COMMENT = /^\s*(?:#|!|;|\/\/|<!--[^>]*-->\s*$)/;
const SUPPRESSION = /(?:^|\s)(?:(?:#|!|;|\/\/)+|<!--)\s*(holdfast-ignore)(?![\w-])(.*)$/;

/**
 * Behind code a suppression counts for its line; alone on a line, for the next line of code below the comments that
 * follow each other. Where that line is the head of a section or opens a block, it counts for all of it. Before the
 * first line of code and apart from it by an empty line, it counts for the file.
 */
export function findSuppressions({ path, text, kind }: CommentedFile): readonly Suppression[] {
  if (!text.includes('holdfast-ignore')) return [];
  const lines = text.split(/\r?\n/);
  return lines.flatMap((content, index) => {
    const match = SUPPRESSION.exec(content);
    const [, word = '', rest = ''] = match ?? [];
    if (match === null) return [];
    const column = content.length - rest.length - word.length + 1;
    const [listed = '', reason = ''] = splitAt(rest, ':');
    return [
      {
        path,
        line: index + 1,
        column,
        codes: codesOf(listed, column + word.length),
        reason: reason.replace(/-->.*$/, '').trim(),
        scope: reach(kind, lines, index + 1),
      },
    ];
  });
}

function reach(kind: FileKind, lines: readonly string[], line: number): LineRange {
  if (!COMMENT.test(lines[line - 1] ?? '')) return scopeOf(kind, lines, line);
  const isCode = (text: string) => text.trim() !== '' && !COMMENT.test(text);
  const firstCode = lines.findIndex(isCode) + 1;
  const below = lines.findIndex((text, index) => index >= line && !COMMENT.test(text)) + 1;
  const isApart = below === 0 || (lines[below - 1] ?? '').trim() === '';
  if (isApart) {
    const isAtTop = firstCode === 0 || line < firstCode;
    return isAtTop ? { from: 1, to: lines.length } : { from: line, to: line };
  }
  return scopeOf(kind, lines, below);
}

function codesOf(listed: string, column: number): { code: string; column: number }[] {
  return [...listed.matchAll(/[^\s,]+/g)].map((match) => ({ code: match[0], column: column + match.index }));
}

function splitAt(text: string, sign: string): [string, string] {
  const index = text.indexOf(sign);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
