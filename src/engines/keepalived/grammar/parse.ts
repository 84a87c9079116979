import type { Problem } from '../../../base/problem.ts';
import { substitute } from './definitions.ts';
import { problemsOf } from './problems-of.ts';
import type { KeepalivedSource, SourceEntry, SourceWord, Stray, Token } from './source.ts';
import { tokenize } from './tokenize.ts';

/**
 * A keepalived.conf as its tokens and entries, by the reading of keepalived.conf(5) and Keepalived 2.0 to 2.3. Any text is
 * read to its end; what Keepalived would stumble over is a problem.
 */
export function parseKeepalived(
  text: string,
  path: string,
): { readonly source: KeepalivedSource; readonly problems: readonly Problem[] } {
  const tokens = tokenize(text);
  const parser = new EntryParser(tokens);
  const entries = parser.parse();
  const source = { path, tokens, entries };
  return { source, problems: problemsOf(source, parser.strays) };
}

interface Frame {
  readonly open: Token | undefined;
  readonly entries: SourceEntry[];
  readonly isConditional: boolean;
  /** The keyword that the block belongs to. */
  readonly head: Head;
}

interface Head {
  readonly words: readonly SourceWord[];
  readonly condition: string | undefined;
  readonly isOpen: boolean;
  readonly comment: string | undefined;
}

const NOTHING: Head = { words: [], condition: undefined, isOpen: false, comment: undefined };

class EntryParser {
  readonly strays: Stray[] = [];
  readonly #tokens: readonly Token[];
  readonly #values = new Map<string, string>();
  readonly #open = new Set<string>();
  readonly #frames: Frame[] = [{ open: undefined, entries: [], isConditional: false, head: NOTHING }];
  #words: Token[] = [];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): readonly SourceEntry[] {
    for (const token of this.#tokens) this.#take(token);
    this.#endLine(undefined);
    while (this.#frames.length > 1) {
      const { open } = this.#top;
      if (open !== undefined) this.strays.push({ kind: 'block-not-closed', token: open });
      this.#close(undefined);
    }
    return this.#top.entries;
  }

  get #top(): Frame {
    return this.#frames.at(-1) as Frame;
  }

  #take(token: Token): void {
    if (token.kind === 'word') this.#words.push(token);
    else if (token.kind === 'newline') this.#endLine(undefined);
    else if (token.kind === 'comment') this.#endLine(token.raw);
    else if (token.kind === 'open') this.#openBlock(token);
    else if (token.kind === 'close') {
      this.#endLine(undefined);
      if (this.#frames.length > 1) this.#close(token);
      else this.strays.push({ kind: 'close-without-block', token });
    }
  }

  #endLine(comment: string | undefined): void {
    if (this.#words.length > 0) this.#top.entries.push(this.#entryOf({ ...this.#head(), comment }));
  }

  /** A `{` on a line of its own belongs to the keyword before it. */
  #openBlock(token: Token): void {
    const { entries, isConditional } = this.#top;
    let head = NOTHING;
    if (this.#words.length > 0) head = this.#head();
    else {
      const last = entries.at(-1);
      if (last !== undefined && last.block === undefined) {
        entries.pop();
        head = last;
      } else this.strays.push({ kind: 'open-without-keyword', token });
    }
    const isBelowCondition = isConditional || head.condition !== undefined;
    this.#frames.push({ open: token, entries: [], isConditional: isBelowCondition, head });
  }

  #close(token: Token | undefined): void {
    const frame = this.#frames.pop() as Frame;
    const entry = this.#entryOf(frame.head);
    this.#top.entries.push({ ...entry, block: frame.entries, close: token });
  }

  #entryOf({ words, condition, isOpen, comment }: Head): SourceEntry {
    const isConditional = this.#top.isConditional || condition !== undefined;
    return { words, condition, isConditional, isOpen, block: undefined, close: undefined, comment };
  }

  /** The words of the line so far. */
  #head(): Head {
    const [first, ...others] = this.#words;
    this.#words = [];
    const isCondition = first?.raw.startsWith('@') === true;
    const condition = isCondition ? first.raw : undefined;
    const tokens = isCondition || first === undefined ? others : [first, ...others];
    const definition = /^\$([A-Za-z_]\w*)=(.*)$/s.exec(tokens[0]?.raw ?? '');
    if (definition?.[1] !== undefined) {
      this.#define(definition[1], definition[2] ?? '', tokens, isCondition);
      return { ...NOTHING, words: tokens.map((token) => literal(token)), condition };
    }
    const isRepeated = /^~(?:SEQx?|LST)\(/.test(tokens[0]?.raw ?? '');
    const words = tokens.map((token) => this.#wordOf(token, isRepeated));
    const keyword = words[0];
    const isOpen = isRepeated || keyword?.isOpen === true || /^include[rmwba]*$/.test(keyword?.value ?? '');
    return { words, condition, isOpen, comment: undefined };
  }

  /** Only a value that stays one word is put in: anything else could become several words, lines or blocks. */
  #define(name: string, value: string, tokens: readonly Token[], isConditional: boolean): void {
    const isKnown =
      tokens.length === 1 && !isConditional && !/["{}\\]/.test(value.replaceAll(/\$\{\w+\}/g, ''));
    const isKept = this.#values.has(name) && this.#top.isConditional;
    if (isKnown && !isKept) this.#values.set(name, value);
    if (isKnown) this.#open.delete(name);
    else this.#open.add(name);
  }

  #wordOf(token: Token, isRepeated: boolean): SourceWord {
    const word = literal(token);
    const { value, isOpen } = substitute(word.value, { values: this.#values, open: this.#open });
    return { ...word, value, isOpen: isOpen || isRepeated };
  }
}

/** A token without its quotes and escapes. */
function literal({ raw, line, column }: Token): SourceWord {
  const isQuoted = raw.startsWith('"');
  const value = isQuoted ? raw.slice(1).replace(/"$/, '') : raw.replaceAll(/\\([#!])/g, '$1');
  return { raw, value, isQuoted, isOpen: false, line, column };
}
