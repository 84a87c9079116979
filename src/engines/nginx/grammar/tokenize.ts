import { type Problem, problem } from '../../../base/problem.ts';
import { luaBodyEnd } from './lua-body.ts';
import type { Token } from './source.ts';
import { bareWordEnd, quotedWordEnd, unclosedWordEnd } from './word-end.ts';
import { isQuoted } from './word-value.ts';

interface Tokens {
  readonly tokens: readonly Token[];
  readonly problems: readonly Problem[];
}

const SINGLE: Readonly<Record<string, Token['kind']>> = {
  ';': 'end',
  '{': 'open',
  '}': 'close',
  '\n': 'newline',
};

/**
 * Cuts a text at the same places as nginx 1.22 to 1.27 (ngx_conf_read_token in ngx_conf_file.c). The body of a
 * `*_by_lua_block` is one word. The tokens are the text, whatever it is; it is read once from start to end.
 */
export function tokenize(text: string, path: string): Tokens {
  const tokens: Token[] = [];
  const problems: Problem[] = [];
  /** What was once sought up to the end of the text in vain is not sought again: that would take quadratic time. */
  const inVain = new Set<string>();
  let at = 0;
  let line = 1;
  let lineStart = 0;
  let name: string | undefined;

  function take(kind: Token['kind'], end: number): Token {
    const token = { kind, raw: text.slice(at, end), line, column: at - lineStart + 1 };
    tokens.push(token);
    for (
      let newline = token.raw.indexOf('\n');
      newline !== -1;
      newline = token.raw.indexOf('\n', newline + 1)
    ) {
      line += 1;
      lineStart = at + newline + 1;
    }
    at = end;
    return token;
  }

  function takeWord(): void {
    const former = tokens.at(-1);
    const quote = text.charAt(at);
    const end = isQuoted(quote) && !inVain.has(quote) ? quotedWordEnd(text, at) : undefined;
    const isOpen = isQuoted(quote) && end === undefined;
    const bareEnd = isOpen ? unclosedWordEnd(text, at) : (end ?? bareWordEnd(text, at));
    const word = take('word', bareEnd);
    name ??= word.raw;
    if (isOpen) {
      inVain.add(quote);
      problems.push(unclosedQuote(path, word));
    } else if (former?.kind === 'word' && isQuoted(former.raw) && word.raw !== ')') {
      problems.push(textBehindQuote(path, former, word));
    }
  }

  function takeLuaBody(): void {
    const end = inVain.has('lua') ? undefined : luaBodyEnd(text, at);
    if (end === undefined) inVain.add('lua');
    else if (end > at) take('word', end);
  }

  // Behind blanks too: nginx refuses it there as well, and it would be the first character once they are gone.
  const markAt = /^[ \t\r\n]*(?=\uFEFF)/.exec(text)?.[0].length;
  while (at < text.length) {
    const char = text.charAt(at);
    const kind = text.startsWith('\r\n', at) ? 'newline' : SINGLE[char];
    if (kind !== undefined) {
      const isLua = kind === 'open' && name?.endsWith('_by_lua_block') === true;
      take(kind, at + (char === '\r' ? 2 : 1));
      if (isLua) takeLuaBody();
      if (kind !== 'newline') name = undefined;
    } else if (at === markAt) {
      problems.push(byteOrderMark(path, take('blank', at + 1)));
    } else if (char === '#') {
      take('comment', commentEnd(text, at));
    } else if (isBlank(char)) {
      take('blank', blankEnd(text, at));
    } else {
      takeWord();
    }
  }
  return { tokens, problems };
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r';
}

function blankEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text.charAt(at)) && !text.startsWith('\r\n', at)) at += 1;
  return at;
}

/** The end of a line belongs to no comment. */
function commentEnd(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  if (newline === -1) return text.length;
  return text.charAt(newline - 1) === '\r' ? newline - 1 : newline;
}

function unclosedQuote(path: string, word: Token): Problem {
  return problem(
    'nginx/unclosed-quote',
    path,
    word,
    `The quote ${word.raw.charAt(0)} that begins here is never closed: nginx reads all that follows as one word and does not start.`,
    `Close the quote with ${word.raw.charAt(0)}, or write a backslash before it where it is meant as a character.`,
  );
}

function textBehindQuote(path: string, quoted: Token, word: Token): Problem {
  const first = word.raw.charAt(0);
  const begin = quoted.raw.includes('\n') ? ` The quoted word began in line ${quoted.line}.` : '';
  return problem(
    'nginx/text-behind-quote',
    path,
    word,
    `"${first}" follows a closing quote with no blank between: nginx refuses the file ('unexpected "${first}"').${begin}`,
    'Put a blank behind the quoted word, or find the quote that is missing or one too many before this place.',
  );
}

function byteOrderMark(path: string, mark: Token): Problem {
  return problem(
    'nginx/byte-order-mark',
    path,
    mark,
    "A byte order mark stands here: nginx reads it as part of the first directive's name and refuses the file.",
    'Save the file as UTF-8 without a byte order mark.',
  );
}
