import { type Printed, type PrintedLine, printed } from '../../printed.ts';
import { secretMark } from '../../secret-mark.ts';
import { partsOf, secretsIn, type Word } from '../../word.ts';
import { quoteWord } from './quote-word.ts';
import type { Entry, KeepalivedFile } from './tree.ts';

/** Keepalived reads lines in pieces of 1,024 bytes: what is longer is read again as configuration, comments too. */
export const LONGEST_LINE = 1_022;

/** A tree as keepalived.conf. */
export function printKeepalived(file: KeepalivedFile): Printed {
  const lines = file.flatMap((entry, index) => {
    const isApart = index > 0 && !('raw' in entry);
    return [...(isApart ? [{ text: '', origin: undefined }] : []), ...printEntry(entry, 0)];
  });
  return printed(lines, file.flatMap(secretsOf));
}

function printEntry(entry: Entry, depth: number): PrintedLine[] {
  const { origin } = entry;
  if ('raw' in entry) return [{ text: entry.raw, origin }];
  const indent = '    '.repeat(depth);
  const text = `${indent}${entry.words.map(printWord).join(' ')}`;
  if (entry.block === undefined) return [{ text, origin }];
  return [
    { text: `${text} {`, origin },
    ...entry.block.flatMap((inner) => printEntry(inner, depth + 1)),
    { text: `${indent}}`, origin },
  ];
}

/** Words cannot be glued together here: a mixed word is written as one mark or one quoted text. */
function printWord(word: Word): string {
  return partsOf(word)
    .map((part) => (typeof part === 'string' ? quoteWord(part) : secretMark(part.secret)))
    .join('');
}

function secretsOf(entry: Entry): ReturnType<typeof secretsIn> {
  if ('raw' in entry) return [];
  return [...secretsIn(entry.words), ...(entry.block ?? []).flatMap(secretsOf)];
}
