import { type BlockStyle, formatBlocks } from '../../format-blocks.ts';
import type { KeepalivedSource, Token } from './source.ts';

const DEFINITION = /^\$[A-Za-z_]\w*=/;
/** Keepalived reads a line in pieces of 1,024 bytes: one that is near it must not be made longer. */
const LONG = 900;

const STYLE: BlockStyle<Token> = {
  isContinued: false,
  isVerbatim: (line) => isDefinition(line) || line.reduce((length, { raw }) => length + raw.length, 0) > LONG,
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
