import { type BlockStyle, formatBlocks } from '../../format-blocks.ts';
import { printNginxSource } from './print-source.ts';
import type { NginxSource, Token } from './source.ts';

const STYLE: BlockStyle<Token> = {
  isContinued: true,
  isVerbatim: () => false,
  longestLine: Infinity,
  isVerbatimBlock: isLua,
};

/**
 * The same words, comments and lines, laid out alike; only for sources without problems. A file with a Lua block whose end
 * was not found stays as it is: nobody knows which blanks are Lua's.
 */
export function formatNginx(source: NginxSource): string {
  return hasOpenLua(source.tokens) ? printNginxSource(source) : formatBlocks(source.tokens, STYLE);
}

function isLua(name: string): boolean {
  return name.endsWith('_by_lua_block');
}

/** A body that was read to its end is one word between the braces. */
function hasOpenLua(tokens: readonly Token[]): boolean {
  let name = '';
  return tokens.some(({ kind, raw }, index) => {
    const [next, afterNext] = [tokens[index + 1]?.kind, tokens[index + 2]?.kind];
    const isClosed = next === 'close' || (next === 'word' && afterNext === 'close');
    const isOpen = kind === 'open' && isLua(name) && !isClosed;
    if (kind === 'word') name ||= raw;
    else if (kind === 'open' || kind === 'close' || kind === 'end') name = '';
    return isOpen;
  });
}
