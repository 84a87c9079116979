import { type BlockStyle, formatBlocks } from '../../format-blocks.ts';
import type { NginxSource, Token } from './source.ts';

const STYLE: BlockStyle<Token> = {
  isContinued: true,
  isVerbatim: () => false,
  isVerbatimBlock: (name) => name.endsWith('_by_lua_block'),
};

/** The same words, comments and lines, laid out alike; only for sources without problems. */
export function formatNginx(source: NginxSource): string {
  return formatBlocks(source.tokens, STYLE);
}
