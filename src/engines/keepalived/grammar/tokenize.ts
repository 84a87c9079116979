import type { Token } from './source.ts';

/** `$NAME=…`: the rest of the line is the definition's value, braces and all, and so are the lines that a `\` adds. */
const DEFINITION = /^\$[A-Za-z_]\w*=/;
/** `${NAME}` and `${_RANDOM 1 9}`: their braces are no block. */
const USE = /^\$\{[A-Za-z_]\w*(?:[ \t]+\d+){0,2}\}/;
/** `~SEQ(…)` and `~LST({…},…)`: their braces are no block either. */
const REPEAT = /^~(?:SEQx?|LST)\([^)\n]*\)/;

/** A text as tokens that are the text again when put side by side. Never fails: any text is some tokens. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let inDefinition = false;
  let line = 0;
  for (const whole of text.split(/(?<=\n)/)) {
    line += 1;
    const end = /\r*\n?$/.exec(whole)?.[0] ?? '';
    const body = whole.slice(0, whole.length - end.length);
    const definesFrom: number | undefined = inDefinition ? 0 : definitionStart(body);
    const continues: boolean = definesFrom !== undefined && body.endsWith('\\') && end.endsWith('\n');
    const read = continues ? body.slice(0, -1) : body;
    for (const { kind, raw, at } of lineTokens(read, definesFrom)) {
      tokens.push({ kind, raw, line, column: at + 1 });
    }
    // A blank that goes over the line's end joins the two lines.
    const rest = continues ? `\\${end}` : end;
    if (rest !== '') {
      const kind = continues || !rest.includes('\n') ? 'blank' : 'newline';
      tokens.push({ kind, raw: rest, line, column: read.length + 1 });
    }
    inDefinition = continues;
  }
  return tokens;
}

/** Where in a line a definition begins, behind blanks and `@id`. */
function definitionStart(body: string): number | undefined {
  const start = /^\s*(?:@\S+\s+)?/.exec(body)?.[0].length ?? 0;
  return DEFINITION.test(body.slice(start)) ? start : undefined;
}

interface LineToken {
  readonly kind: Token['kind'];
  readonly raw: string;
  readonly at: number;
}

function lineTokens(body: string, definesFrom: number | undefined): LineToken[] {
  const found: LineToken[] = [];
  let at = 0;
  while (at < body.length) {
    const isValue = definesFrom !== undefined && at >= definesFrom;
    const [kind, length] = tokenAt(body, at, isValue);
    found.push({ kind, raw: body.slice(at, at + length), at });
    at += length;
  }
  return found;
}

function tokenAt(body: string, at: number, isValue: boolean): readonly [Token['kind'], number] {
  const char = body.charAt(at);
  if (/\s/.test(char)) return ['blank', runOf(body, at, /\s/)];
  if (char === '#' || char === '!') return ['comment', body.length - at];
  if (char === '"') return ['word', quotedLength(body, at)];
  if (!isValue && char === '{') return ['open', 1];
  if (!isValue && char === '}') return ['close', 1];
  return ['word', wordLength(body, at, isValue)];
}

function runOf(body: string, from: number, pattern: RegExp): number {
  let at = from;
  while (at < body.length && pattern.test(body.charAt(at))) at += 1;
  return at - from;
}

/** A quote ends at the next `"` that no `\` precedes, or at the line's end. */
function quotedLength(body: string, from: number): number {
  let at = from + 1;
  while (at < body.length && body.charAt(at) !== '"') at += body.charAt(at) === '\\' ? 2 : 1;
  return Math.min(at + 1, body.length) - from;
}

function wordLength(body: string, from: number, isValue: boolean): number {
  const end = isValue ? /[\s"#!]/ : /[\s"#!{}]/;
  let at = from;
  while (at < body.length) {
    const char = body.charAt(at);
    if (char === '\\') at += 2;
    else if (char === '$' || char === '~') {
      const special = (char === '$' ? USE : REPEAT).exec(body.slice(at, at + 200));
      at += special?.[0].length ?? 1;
    } else if (end.test(char)) break;
    else at += 1;
  }
  return Math.min(at, body.length) - from;
}
