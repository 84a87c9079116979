/** One line of a formatted file. */
export interface LaidOutLine {
  /** `\n` or `\r\n`: a blank line stands above it. */
  readonly blankAbove: string;
  /** Indentation and words, or a comment alone. */
  readonly words: string;
  /** Behind the words; empty = none. */
  readonly comment: string;
  /** Where the author had the comment: lines below each other with the same column were aligned on purpose. */
  readonly commentColumn: number;
  readonly end: string;
}

const TAB_WIDTH = 8;

/** The column, from 0, at which a text ends on a screen. */
export function endColumn(text: string): number {
  let column = 0;
  for (const char of text) column += char === '\t' ? TAB_WIDTH - (column % TAB_WIDTH) : 1;
  return column;
}

/** Comments stand one blank behind the words; those that were aligned are aligned again. */
export function printLaidOutLines(lines: readonly LaidOutLine[]): string {
  let text = '';
  for (let from = 0; from < lines.length; ) {
    const to = endOfRun(lines, from);
    const run = lines.slice(from, to);
    const width = run.reduce((widest, { words }) => Math.max(widest, endColumn(words)), 0);
    for (const { blankAbove, words, comment, end } of run) {
      text +=
        blankAbove +
        (comment === '' ? words : `${run.length > 1 ? padTo(width, words) : words} ${comment}`) +
        end;
    }
    from = to;
  }
  return text;
}

/** By columns on a screen, as the next look at the file counts them. */
function padTo(width: number, words: string): string {
  return words + ' '.repeat(width - endColumn(words));
}

/** Behind the lines from `from` on whose comments stood in one column, with nothing between them. */
function endOfRun(lines: readonly LaidOutLine[], from: number): number {
  const first = lines[from];
  let to = from + 1;
  if (first === undefined || !isAlignable(first)) return to;
  for (let line = lines[to]; line !== undefined && follows(first, line); line = lines[to]) to += 1;
  return to;
}

function follows(first: LaidOutLine, line: LaidOutLine): boolean {
  return isAlignable(line) && line.blankAbove === '' && line.commentColumn === first.commentColumn;
}

function isAlignable({ words, comment }: LaidOutLine): boolean {
  return comment !== '' && !words.includes('\n');
}
