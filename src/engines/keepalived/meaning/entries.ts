import type { Span } from '../../../base/text-range.ts';
import type { SourceEntry, SourceWord } from '../grammar/source.ts';
import { entrySpan, wordSpan } from '../grammar/word-span.ts';
import type { KeepalivedBlock, Said } from './meaning.ts';

/** True when what is read of a keyword within a block is all that stands there. */
export function isKnown(block: KeepalivedBlock, keyword: string): boolean {
  return !block.unknown.includes(keyword) && !block.unknown.includes('*');
}

/** The entries of a keyword within a block that are surely in force, if the block is. */
export function entriesOf(block: KeepalivedBlock, keyword: string): readonly SourceEntry[] {
  return (block.entry.block ?? []).filter((entry) => keywordOf(entry) === keyword && isFirm(entry));
}

/** The keyword's last entry: the one that counts. */
export function lastOf(block: KeepalivedBlock, keyword: string): SourceEntry | undefined {
  return entriesOf(block, keyword).at(-1);
}

/** True when a keyword that needs no value (`nopreempt`) or takes on and off stands there and is not off. */
export function isSet(block: KeepalivedBlock, keyword: string): boolean {
  const entry = lastOf(block, keyword);
  return entry !== undefined && !['off', 'false', 'no'].includes(entry.words[1]?.value ?? '');
}

/** The word behind the keyword. */
export function textOf(block: KeepalivedBlock, keyword: string): Said<string> | undefined {
  const entry = lastOf(block, keyword);
  const word = entry?.words[1];
  return word === undefined ? undefined : saidBy(block.path, word);
}

/** The number behind the keyword; NaN where none can be read. */
export function numberOf(block: KeepalivedBlock, keyword: string): Said<number> | undefined {
  const said = textOf(block, keyword);
  return said === undefined ? undefined : { ...said, value: numberIn(said.value) };
}

export function saidBy(path: string, word: SourceWord): Said<string> {
  return { value: word.value, at: wordSpan(path, word) };
}

/** As Keepalived reads numbers: decimal, or `0x…`; NaN for anything else. */
export function numberIn(text: string): number {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+|0x[\da-f]+)$/i.test(text) ? Number(text) : Number.NaN;
}

/** The lines within the braces of a keyword that are surely in force: addresses, peers, tracks, … */
export function linesOf(block: KeepalivedBlock, keyword: string): readonly SourceEntry[] {
  return entriesOf(block, keyword).flatMap(({ block: lines }) => (lines ?? []).filter(isFirm));
}

/** What is read of a block at the top, before its kind is looked at. */
export function blockOf(path: string, entry: SourceEntry): KeepalivedBlock {
  const [kind, name] = entry.words;
  return {
    path,
    entry,
    kind: kind?.value ?? '',
    name: name?.value,
    unknown: unknownIn(entry.block ?? []),
  };
}

/** The keyword and the name of a block. */
export function headSpan(path: string, entry: SourceEntry): Span {
  return entrySpan(path, { ...entry, words: entry.words.slice(0, 2) });
}

export function keywordOf(entry: SourceEntry): string {
  return entry.words[0]?.value ?? '';
}

/** Neither conditional in itself nor with a word that is not known. */
function isFirm(entry: SourceEntry): boolean {
  return !isDefinition(entry) && !isDoubtful(entry);
}

function isDoubtful({ condition, isOpen, words }: SourceEntry): boolean {
  return condition !== undefined || isOpen || words.some((word) => word.isOpen);
}

export function isDefinition(entry: SourceEntry): boolean {
  return /^\$[A-Za-z_]\w*=/.test(entry.words[0]?.raw ?? '');
}

function unknownIn(entries: readonly SourceEntry[]): readonly string[] {
  const unknown = entries
    .filter((entry) => !isDefinition(entry))
    .flatMap((entry) => {
      if (entry.isOpen) return ['*'];
      const inner = (entry.block ?? []).some((line) => !isDefinition(line) && isDoubtful(line));
      return isDoubtful(entry) || inner ? [keywordOf(entry)] : [];
    });
  return [...new Set(unknown)];
}
