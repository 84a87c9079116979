import { outlineOf } from './outline.ts';
import type { HaproxySource, SourceLine } from './source.ts';

const INDENT = '    ';

/** A line with what decides about its place. */
interface Row {
  readonly line: SourceLine;
  /** `attached`: a comment or an opening directive that belongs to what stands below it. */
  readonly role: 'blank' | 'comment' | 'head' | 'statement' | 'directive' | 'scope';
  /** Blanks before its first character. */
  readonly blanks: number;
  readonly isInSection: boolean;
}

/**
 * The same words and comments in the same order, laid out alike: sections at the margin with one blank line between
 * them, their lines indented by four, one blank between words. Only for sources without problems: where HAProxy
 * refuses a file nobody knows what was meant.
 */
export function formatHaproxy(source: HaproxySource): string {
  const rows = rowsOf(source);
  const end = source.lines[0]?.end === '\r\n' ? '\r\n' : '\n';
  let text = '';
  let isBlankDue = false;
  for (const [index, row] of rows.entries()) {
    if (row.role === 'blank') {
      isBlankDue = true;
    } else {
      if ((isBlankDue || beginsSection(rows, index)) && text !== '') text += end;
      text += layOut(row, rows, index) + row.line.end;
      isBlankDue = false;
    }
  }
  return text;
}

/** What must not change by formatting: the words as written, and the comments. */
export function haproxyTokens(source: HaproxySource): string[] {
  return source.lines.flatMap(({ words, rest }) => {
    const comment = rest.trim();
    const tokens = [...words.map(({ raw }) => raw), ...(comment === '' ? [] : [comment])];
    return tokens.length === 0 ? [] : [...tokens, '\n'];
  });
}

function rowsOf(source: HaproxySource): Row[] {
  const roles = new Map(outlineOf(source).lines.map(({ line, role }) => [line, role]));
  let isInSection = false;
  return source.lines.map((line) => {
    const role = roles.get(line);
    const first = line.words[0];
    const blanks = first === undefined ? line.rest.length - line.rest.trimStart().length : first.before.length;
    const row = { line, role: roleOf(role, line), blanks, isInSection };
    isInSection ||= role === 'head';
    return row;
  });
}

function roleOf(role: ReturnType<typeof outlineOf>['lines'][number]['role'] | undefined, line: SourceLine): Row['role'] {
  if (role === undefined) return line.rest.trim() === '' ? 'blank' : 'comment';
  return role === 'stray' ? 'statement' : role;
}

function layOut({ line, role, isInSection, blanks }: Row, rows: readonly Row[], index: number): string {
  const comment = line.rest.trim();
  const words = line.words.map(({ raw }) => raw).join(' ');
  if (role === 'statement') return INDENT + withComment(words, comment);
  if (role !== 'comment') return withComment(words, comment);
  const below = belowComments(rows, index);
  if (below?.role === 'statement') return INDENT + comment;
  // A comment that stood further in than the section below it ends the section above.
  return isInSection && blanks > (below?.role === 'head' ? below.blanks : 0) ? INDENT + comment : comment;
}

function withComment(words: string, comment: string): string {
  return comment === '' ? words : `${words} ${comment}`;
}

/** The first line below that is no comment; undefined when it is blank or the end. */
function belowComments(rows: readonly Row[], index: number): Row | undefined {
  let at = index + 1;
  while (rows[at]?.role === 'comment') at += 1;
  return rows[at]?.role === 'blank' ? undefined : rows[at];
}

/** Whether this is the first line of a section together with the comments and the `.if` right above it. */
function beginsSection(rows: readonly Row[], index: number): boolean {
  const [row, above] = [rows[index], rows[index - 1]];
  if (row === undefined || above === undefined || !leadsToHead(rows, index)) return false;
  return !belongsBelow(above) || !leadsToHead(rows, index - 1);
}

function leadsToHead(rows: readonly Row[], index: number): boolean {
  let at = index;
  while (rows[at] !== undefined && rows[at]?.role !== 'head') {
    const row = rows[at];
    if (row === undefined || !belongsBelow(row)) return false;
    at += 1;
  }
  const head = rows[at];
  if (head === undefined) return false;
  return rows.slice(index, at).every((row) => row.role !== 'comment' || !row.isInSection || row.blanks <= head.blanks);
}

const OPENING = new Set(['.if', '.elif', '.else']);

function belongsBelow({ role, line }: Row): boolean {
  return role === 'comment' || (role === 'directive' && OPENING.has(line.words[0]?.value ?? ''));
}
