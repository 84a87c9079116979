import { endColumn, type LaidOutLine, printLaidOutLines } from '../../laid-out-line.ts';
import { type OutlinedLine, outlineOf } from './outline.ts';
import type { HaproxySource, SourceLine } from './source.ts';

const INDENT = '    ';

/**
 * The same words and comments in the same order, laid out alike: sections at the margin with one blank line before
 * them, their lines indented by four, one blank between words. Only for sources without problems: where HAProxy
 * refuses a file nobody knows what was meant.
 */
export function formatHaproxy(source: HaproxySource): string {
  const lines: LaidOutLine[] = [];
  let above: Row | undefined;
  for (const row of rowsOf(source)) {
    if (row.role !== 'blank') {
      const beginsSection = row.leadsToHead && !(above?.leadsToHead === true && above.role !== 'head');
      const hasBlankAbove = above?.role === 'blank' || beginsSection;
      lines.push(layOut(row, hasBlankAbove ? (lines.at(-1)?.end ?? '') : ''));
    }
    above = row;
  }
  return printLaidOutLines(lines);
}

function layOut({ line, isIndented }: Row, blankAbove: string): LaidOutLine {
  const { words, rest, end } = line;
  const indent = isIndented ? INDENT : '';
  const comment = rest.trim();
  if (words.length === 0) return { blankAbove, words: indent + comment, comment: '', commentColumn: 0, end };
  const blanks = rest.slice(0, rest.indexOf(comment));
  const original = words.map(({ before, raw }) => before + raw).join('') + blanks;
  const laidOut = words.reduce(
    (text, { before, raw }) => text + (text === '' ? '' : keptBlank(text, before) || ' ') + raw,
    '',
  );
  return {
    blankAbove,
    words: indent + laidOut + keptBlank(laidOut, blanks),
    comment,
    commentColumn: endColumn(original),
    end,
  };
}

/** A backslash would take a blank behind it into its word; a tab there ends the word, and stays. */
function keptBlank(text: string, blanks: string): string {
  return text.endsWith('\\') && !blanks.startsWith(' ') ? blanks.charAt(0) : '';
}

/** What formatting must not change: the words as written, the comments, and which of them share a line. */
export function haproxyTokens(source: HaproxySource): string[] {
  return source.lines.map(wordsOf).filter((words) => words !== '');
}

function wordsOf({ words, rest }: SourceLine): string {
  const comment = rest.trim();
  return [...words.map(({ raw }) => raw), ...(comment === '' ? [] : [comment])].join('\n');
}

interface Row {
  readonly line: SourceLine;
  readonly role: OutlinedLine['role'] | 'blank' | 'comment';
  /** Blanks before its first character. */
  readonly blanks: number;
  readonly isIndented: boolean;
  /** It is a section's head, or a comment or an opening condition right above one. */
  readonly leadsToHead: boolean;
}

/** From the last line to the first: where a comment belongs depends on what stands below it. */
function rowsOf(source: HaproxySource): Row[] {
  const roles = new Map(outlineOf(source).lines.map(({ line, role }) => [line, role]));
  const firstHead = source.lines.findIndex((line) => roles.get(line) === 'head');
  const rows: Row[] = [];
  let below: Row | undefined;
  /** The nearest line below that is no comment. */
  let belowComments: Row | undefined;
  for (const [back, line] of source.lines.toReversed().entries()) {
    const index = source.lines.length - 1 - back;
    const role = roles.get(line) ?? (line.rest.trim() === '' ? 'blank' : 'comment');
    const blanks = (line.words[0]?.before ?? /^\s*/.exec(line.rest)?.[0] ?? '').length;
    // A comment that stands further in than what is below it ends the section above it.
    const margin = belowComments?.role === 'head' ? belowComments.blanks : 0;
    const isFurtherIn = firstHead !== -1 && index > firstHead && blanks > margin;
    const row: Row = {
      line,
      role,
      blanks,
      isIndented:
        role === 'statement' || (role === 'comment' && (belowComments?.role === 'statement' || isFurtherIn)),
      leadsToHead:
        role === 'head' ||
        (below?.leadsToHead === true &&
          ((role === 'comment' && !isFurtherIn) || (role === 'directive' && isOpening(line)))),
    };
    rows.push(row);
    below = row;
    if (role !== 'comment') belowComments = row;
  }
  return rows.reverse();
}

function isOpening({ words }: SourceLine): boolean {
  return ['.if', '.elif', '.else'].includes(words[0]?.value ?? '');
}
