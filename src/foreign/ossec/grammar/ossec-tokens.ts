/** A piece of an ossec.conf; offsets are those of the text. */
export type OssecToken = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly isEmpty: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text' }
  /** Also `<?xml … ?>` and whatever else begins with `<!`. */
  | { readonly kind: 'comment'; readonly isClosed: boolean }
);

/** Attribute values hold no `<`: so a quote that is never closed costs no more than the way to the next tag. */
const TAG = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/**
 * The pieces of a text, in order and without gaps. A `<` that begins no tag is text: Wazuh takes rules such as
 * `if a < b` too. Comments may hold `--`, and end with `-->` or `!>` (os_xml).
 */
export function* ossecTokens(text: string): Generator<OssecToken> {
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const token = tagAt(text, at) ?? commentAt(text, at);
    if (token === undefined) {
      at += 1;
      continue;
    }
    if (from < at) yield { kind: 'text', start: from, end: at };
    yield token;
    from = token.end;
    at = token.end;
  }
  if (from < text.length) yield { kind: 'text', start: from, end: text.length };
}

function tagAt(text: string, start: number): OssecToken | undefined {
  // `\<` is a character of a regular expression.
  if (text[start - 1] === '\\') return undefined;
  TAG.lastIndex = start;
  const match = TAG.exec(text);
  if (match === null) return undefined;
  const [all, slash, name = '', attributes = '', empty] = match;
  const place = { start, end: start + all.length };
  if (slash === '/') return { kind: 'close', name, ...place };
  return { kind: 'open', name, attributes, isEmpty: empty === '/', ...place };
}

const COMMENT = /<!(?:[^]*?(-->|!>)|[^]*)/y;
const INSTRUCTION = /<\?[^<>]*\?>/y;

function commentAt(text: string, start: number): OssecToken | undefined {
  COMMENT.lastIndex = start;
  INSTRUCTION.lastIndex = start;
  const comment = COMMENT.exec(text);
  const all = comment?.[0] ?? INSTRUCTION.exec(text)?.[0];
  if (all === undefined) return undefined;
  // One that is never closed takes the rest, as it does for Wazuh.
  const isClosed = comment === null || comment[1] !== undefined;
  return { kind: 'comment', isClosed, start, end: start + all.length };
}
