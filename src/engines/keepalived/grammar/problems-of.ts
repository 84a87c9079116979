import { type Problem, problem } from '../../../base/problem.ts';
import { nearest } from '../../../spec/did-you-mean.ts';
import type { KeepalivedSource, SourceEntry, Stray, Token } from './source.ts';
import { TOP_KEYWORDS } from './top-keywords.ts';

/** Keepalived reads a line in pieces of 1,024 bytes with their end (MAXBUF of lib/parser.h). */
const LONGEST_LINE_BYTES = 1_023;

/** What Keepalived would stumble over in a text, in the text's order. */
export function problemsOf(source: KeepalivedSource, strays: readonly Stray[]): readonly Problem[] {
  const { path, tokens, entries } = source;
  return [
    ...tokens.filter(isUnclosedQuote).map((token) => unclosedQuote(path, token)),
    ...strays.map((stray) => strayBrace(path, stray)),
    ...longLines(path, tokens),
    ...entries.flatMap((entry) => unknownBlock(path, entry)),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
}

function isUnclosedQuote({ kind, raw }: Token): boolean {
  return kind === 'word' && /^"(?:[^"\\]|\\.)*\\?$/s.test(raw);
}

function unclosedQuote(path: string, token: Token): Problem {
  return problem(
    'keepalived/unclosed-quote',
    path,
    token,
    `The quote that begins here is not closed on its line: Keepalived drops all that stands behind it, with any brace in it (keepalived -t of 2.2.7 crashes).`,
    'Put a " where the text ends; a quoted text cannot go over several lines.',
  );
}

const STRAYS = {
  'close-without-block': {
    code: 'keepalived/brace-without-block',
    message: 'This } closes no block: a { is missing before it, or it is one too many.',
    remedy: 'remove it, or put the { where its block begins.',
  },
  'open-without-keyword': {
    code: 'keepalived/block-without-keyword',
    message:
      'This { follows no keyword: Keepalived ignores it and reads what it holds as part of the block around it.',
    remedy: 'write the keyword and the name of the block before it, or remove it and its }.',
  },
  'block-not-closed': {
    code: 'keepalived/unclosed-block',
    message: 'The block that begins here is never closed: all that follows is read as a part of it.',
    remedy: 'put a } where the block ends.',
  },
} as const;

function strayBrace(path: string, { kind, token }: Stray): Problem {
  const { code, message, remedy } = STRAYS[kind];
  return problem(code, path, token, message, remedy);
}

function longLines(path: string, tokens: readonly Token[]): readonly Problem[] {
  const found: Problem[] = [];
  let text = '';
  for (const token of tokens) {
    const [first = '', ...others] = token.raw.split('\n');
    text += first;
    if (others.length === 0 && token !== tokens.at(-1)) continue;
    const bytes = Buffer.byteLength(text);
    if (bytes > LONGEST_LINE_BYTES) found.push(longLine(path, token.line, text, bytes));
    text = others.at(-1) ?? '';
  }
  return found;
}

function longLine(path: string, line: number, text: string, bytes: number): Problem {
  const kept = Buffer.from(text).subarray(0, LONGEST_LINE_BYTES).toString('utf8');
  const column = Math.min(kept.length, text.length) + 1;
  return problem(
    'keepalived/line-too-long',
    path,
    { line, column },
    `This line has ${bytes} bytes; Keepalived reads ${LONGEST_LINE_BYTES} and takes the rest, which begins here, for a line of its own, even in a comment.`,
    'Break the line in two.',
  );
}

function unknownBlock(path: string, entry: SourceEntry): readonly Problem[] {
  const [keyword] = entry.words;
  if (keyword === undefined || keyword.isOpen || entry.isOpen || /^\$\w+=/.test(keyword.raw)) return [];
  if (TOP_KEYWORDS.includes(keyword.value)) return [];
  const meant = nearest(keyword.value, TOP_KEYWORDS);
  const consequence =
    entry.block === undefined ? 'ignores it' : 'ignores it and all that stands in its braces';
  return [
    problem(
      'keepalived/unknown-block',
      path,
      keyword,
      `No version of Keepalived from 2.0 to 2.3 knows "${keyword.value}" outside all blocks: it ${consequence}, and starts all the same.`,
      meant === undefined ? 'remove it, or move it into the block it belongs to.' : `write ${meant}.`,
      'warning',
    ),
  ];
}
