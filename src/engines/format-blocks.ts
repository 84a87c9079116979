import { endColumn, type LaidOutLine, printLaidOutLines } from './laid-out-line.ts';

const INDENT = '    ';
const ASCII_BLANKS = /^[ \t\v\f\r]*$/;

/** A token of a language with braces; all of them side by side are the text. */
export interface BlockToken {
  readonly kind: 'blank' | 'newline' | 'comment' | 'word' | 'end' | 'open' | 'close';
  readonly raw: string;
}

/** How such languages differ. */
export interface BlockStyle<Token extends BlockToken> {
  /** What begins on one line goes on below until `;`: such lines stand one step further in. */
  readonly isContinued: boolean;
  /** Lines that must stay as they are, character for character. */
  readonly isVerbatim: (line: readonly Token[]) => boolean;
  /** A line that would have more bytes or columns stays as it is. */
  readonly longestLine: number;
  /** By the first word of a block: what is between its braces stays as it is. */
  readonly isVerbatimBlock: (name: string) => boolean;
}

/**
 * The same tokens in the same order and on the same lines, laid out alike: four blanks for each open brace, one blank
 * between words, at most one blank line in a row, one behind each block of the file's top level. Only for texts without
 * problems.
 */
export function formatBlocks<Token extends BlockToken>(
  tokens: readonly Token[],
  style: BlockStyle<Token>,
): string {
  const lines: LaidOutLine[] = [];
  const verbatim = verbatimTokens(tokens, style);
  let depth = 0;
  let isBlankDue = false;
  let isUnfinished = false;
  for (const { tokens: row, end } of rowsOf(tokens)) {
    const content = row.filter(({ kind }) => kind !== 'blank');
    const [first] = content;
    if (first === undefined) {
      isBlankDue = true;
    } else {
      const further = style.isContinued && isUnfinished && first.kind !== 'open' ? 1 : 0;
      const indent = INDENT.repeat(Math.max(0, depth - leadingCloses(content)) + further);
      const blankAbove = isBlankDue ? (lines.at(-1)?.end ?? '') : '';
      lines.push({ blankAbove, ...layOut(row, indent, style, verbatim), end });
      const after = depthAfter(content, depth);
      isBlankDue = depth > 0 && after === 0;
      depth = after;
      const last = content.findLast(({ kind }) => kind !== 'comment');
      isUnfinished = last === undefined ? isUnfinished : last.kind === 'word';
    }
  }
  return printLaidOutLines(lines);
}

function layOut<Token extends BlockToken>(
  row: readonly Token[],
  indent: string,
  style: BlockStyle<Token>,
  verbatim: ReadonlySet<Token>,
): Pick<LaidOutLine, 'words' | 'comment' | 'commentColumn'> {
  const nothing = { comment: '', commentColumn: 0 };
  if (style.isVerbatim(row) || hasOddBlanks(row)) return { words: rawOf(row), ...nothing };
  const at = row.findIndex(({ kind }) => kind === 'comment');
  const before = row.slice(0, at === -1 ? row.length : at);
  const comment = (row[at]?.raw ?? '').trimEnd();
  const words = joined(before, verbatim);
  if (lengthOf(`${indent}${words} ${comment}`) > style.longestLine) return { words: rawOf(row), ...nothing };
  if (words === '' || comment === '') return { words: indent + words + comment, ...nothing };
  return { words: indent + words, comment, commentColumn: endColumn(rawOf(before)) };
}

/** What formatting must not change: all tokens but blanks, and which of them share a line. */
export function blockTokens(tokens: readonly BlockToken[]): string[] {
  return rowsOf(tokens)
    .map(({ tokens: row }) =>
      row
        .filter(({ kind }) => kind !== 'blank')
        .map(({ kind, raw }) => (kind === 'comment' ? raw.trimEnd() : raw))
        .join('\n'),
    )
    .filter((row) => row !== '');
}

interface Row<Token> {
  readonly tokens: Token[];
  readonly end: string;
}

function rowsOf<Token extends BlockToken>(tokens: readonly Token[]): Row<Token>[] {
  const rows: Row<Token>[] = [];
  let current: Token[] = [];
  for (const token of tokens) {
    if (token.kind === 'newline') {
      rows.push({ tokens: current, end: token.raw });
      current = [];
    } else {
      current.push(token);
    }
  }
  return current.length === 0 ? rows : [...rows, { tokens: current, end: '' }];
}

function depthAfter(content: readonly BlockToken[], before: number): number {
  let depth = before;
  for (const { kind } of content)
    depth = Math.max(0, depth + (kind === 'open' ? 1 : kind === 'close' ? -1 : 0));
  return depth;
}

function leadingCloses(content: readonly BlockToken[]): number {
  const other = content.findIndex(({ kind }) => kind !== 'close');
  return other === -1 ? content.length : other;
}

/** A blank that is none to the engine (a no-break space, a form feed's kin) may be part of a word. */
function hasOddBlanks(tokens: readonly BlockToken[]): boolean {
  return tokens.some(({ kind, raw }) => kind === 'blank' && !ASCII_BLANKS.test(raw));
}

function lengthOf(line: string): number {
  return Math.max(Buffer.byteLength(line), endColumn(line));
}

function rawOf(tokens: readonly BlockToken[]): string {
  return tokens.map(({ raw }) => raw).join('');
}

/** What stands between the braces of a block whose text is another language's; its name may stand lines above. */
function verbatimTokens<Token extends BlockToken>(
  tokens: readonly Token[],
  { isVerbatimBlock }: BlockStyle<Token>,
): ReadonlySet<Token> {
  const verbatim = new Set<Token>();
  let name = '';
  let isInside = false;
  for (const token of tokens) {
    // The closing brace too: blanks before it are the text's.
    if (isInside) verbatim.add(token);
    if (token.kind === 'close') isInside = false;
    if (token.kind === 'open') isInside = isVerbatimBlock(name);
    if (token.kind === 'word') name ||= token.raw;
    else if (token.kind === 'open' || token.kind === 'close' || token.kind === 'end') name = '';
  }
  return verbatim;
}

function joined<Token extends BlockToken>(tokens: readonly Token[], verbatim: ReadonlySet<Token>): string {
  let text = '';
  let above: Token | undefined;
  let hasBlank = false;
  for (const token of tokens) {
    const isVerbatim = verbatim.has(token);
    if (isVerbatim) text += token.raw;
    else if (token.kind === 'blank') hasBlank = true;
    else {
      text += above === undefined ? '' : blankBetween(above, token, hasBlank);
      text += token.raw;
      hasBlank = false;
    }
    if (isVerbatim || token.kind !== 'blank') above = token;
  }
  return text;
}

function blankBetween(left: BlockToken, right: BlockToken, hasBlank: boolean): string {
  if (right.kind === 'end') return '';
  return hasBlank || left.kind !== 'word' || right.kind !== 'word' ? ' ' : '';
}
