import { type BlockStyle, formatBlocks } from '../../format-blocks.ts';
import type { KeepalivedSource, Token } from './source.ts';

const DEFINITION = /^\$[A-Za-z_]\w*=/;
/**
 * Keepalived reads a line in pieces of 1,023 bytes. A comment may be moved as far as the words of the line above it
 * go: two of these must fit.
 */
const LONGEST_LINE = 500;

const STYLE: BlockStyle<Token> = {
  isContinued: false,
  isVerbatim: isDefinition,
  longestLine: LONGEST_LINE,
  isVerbatimBlock: () => false,
};

/** The same words, comments and lines, laid out alike; only for sources without problems. */
export function formatKeepalived(source: KeepalivedSource): string {
  return formatBlocks(source.tokens, STYLE);
}

/** `$NAME=…`, perhaps behind `@id`: blanks belong to the value. */
function isDefinition(line: readonly Token[]): boolean {
  return line
    .filter(({ kind }) => kind === 'word')
    .slice(0, 2)
    .some(({ raw }) => DEFINITION.test(raw));
}
