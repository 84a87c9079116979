import { byPlace } from '../../../base/order.ts';
import type { Problem } from '../../../base/problem.ts';
import { beginsDirective } from './begins-directive.ts';
import type { Directive, NginxSource, Token } from './source.ts';
import {
  missingSemicolon,
  strayBrace,
  straySemicolon,
  tooDeep,
  unclosedBlock,
} from './structure-problems.ts';
import { tokenize } from './tokenize.ts';
import { wordValue } from './word-value.ts';

/** http, server, location and a few `if` in one another make no ten. */
const DEEPEST = 100;

/** A block that is being read; the directives of one without a name go to the block around it. */
interface Open {
  readonly brace: Token;
  readonly name: string;
  readonly directives: Directive[];
}

/**
 * Reads any text; what nginx would refuse becomes a problem and reading goes on. `include` stays a directive: other
 * files are the caller's. The body of a `*_by_lua_block` is its last argument, beside an empty block.
 * Linear in the length of the text; the tree is at most 100 blocks deep.
 */
export function parseNginx(
  text: string,
  path: string,
): { readonly source: NginxSource; readonly problems: readonly Problem[] } {
  const { tokens, problems: lexical } = tokenize(text, path);
  const problems = [...lexical];
  const directives: Directive[] = [];
  const blocks: Open[] = [];
  let words: Token[] = [];

  function finish(block?: readonly Directive[]): void {
    const directive = { ...named(words), words, block, path };
    (blocks.at(-1)?.directives ?? directives).push(directive);
    words = [];
  }

  function finishUnended(): void {
    const [first, ...others] = words;
    if (first === undefined) return;
    problems.push(missingSemicolon(path, [first, ...others]));
    finish();
  }

  function open(brace: Token, body: Token | undefined): void {
    const [name] = words;
    if (name === undefined) {
      problems.push(strayBrace(path, brace));
      blocks.push({ brace, name: '', directives: blocks.at(-1)?.directives ?? directives });
      return;
    }
    const inside: Directive[] = [];
    if (body !== undefined) words.push(body);
    if (blocks.length === DEEPEST) problems.push(tooDeep(path, brace));
    finish(inside);
    // Whoever walks the tree goes one step deeper with each block: what is nested beyond all sense lies side by side.
    const isTooDeep = blocks.length >= DEEPEST;
    blocks.push({
      brace,
      name: name.raw,
      directives: isTooDeep ? (blocks.at(-1)?.directives ?? inside) : inside,
    });
  }

  function close(brace: Token): void {
    finishUnended();
    if (blocks.pop() === undefined) problems.push(strayBrace(path, brace));
  }

  let body: Token | undefined;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'open') {
      body = isLuaBlock(words) ? bodyBehind(tokens, index) : undefined;
      open(token, body);
    } else if (token.kind === 'close') {
      close(token);
    } else if (token.kind === 'end') {
      if (words.length > 0) finish();
      else problems.push(straySemicolon(path, token));
    } else if (token.kind === 'word' && token !== body) {
      const isNext = isFirstOnLine(words, token) && beginsDirective(token, words, blocks.at(-1)?.name);
      if (isNext) finishUnended();
      words.push(token);
    }
  }
  finishUnended();
  for (const { brace } of blocks) problems.push(unclosedBlock(path, brace));
  return { source: { path, tokens, directives }, problems: problems.sort(byPlace) };
}

function named([name, ...args]: readonly Token[]): Pick<Directive, 'name' | 'args'> {
  return { name: name?.raw ?? '', args: args.map(({ raw }) => wordValue(raw)) };
}

function isLuaBlock(words: readonly Token[]): boolean {
  return words[0]?.raw.endsWith('_by_lua_block') === true;
}

function bodyBehind(tokens: readonly Token[], index: number): Token | undefined {
  const next = tokens[index + 1];
  return next?.kind === 'word' ? next : undefined;
}

/** On a later line than the directive's former word. */
function isFirstOnLine(words: readonly Token[], token: Token): boolean {
  const former = words.at(-1);
  return former !== undefined && former.line < token.line;
}
