import { parseKeepalived } from '../../engines/keepalived/grammar/parse.ts';
import type { SourceEntry } from '../../engines/keepalived/grammar/source.ts';
import type { KeepalivedMeaning, VrrpInstance } from '../../engines/keepalived/meaning/meaning.ts';
import { readKeepalived } from '../../engines/keepalived/meaning/read-keepalived.ts';
import { linesBetween } from './found.ts';
import type { LineRef } from './plan.ts';

/** A keyword within a block with its words, or a line within the braces of one: `unicast_peer` → `10.77.0.12 …`. */
export interface Setting {
  readonly keyword: string;
  /** All words but the keyword, of a line in braces all; joined with blanks. */
  readonly words: string;
  readonly lines: readonly LineRef[];
}

export function meaningOf(text: string): KeepalivedMeaning {
  return readKeepalived([parseKeepalived(text, 'keepalived.conf').source]).meaning;
}

/** Everything that a block says, keyword by keyword. */
export function settingsOf(side: LineRef['side'], block: SourceEntry): Setting[] {
  return (block.block ?? []).flatMap((entry) => {
    const keyword = entry.words[0]?.value ?? '';
    const words = wordsOf(entry, 1);
    if (entry.block === undefined) return [{ keyword, words, lines: linesOfEntry(side, entry) }];
    if (entry.block.length === 0) return [{ keyword, words: `${words}{}`, lines: linesOfEntry(side, entry) }];
    const inner = entry.block.map((line) => ({
      keyword,
      words: `${words}${wordsOf(line, 0)}${line.block === undefined ? '' : ` { ${line.block.map((one) => wordsOf(one, 0)).join('; ')} }`}`,
      lines: linesOfEntry(side, line),
    }));
    return inner;
  });
}

/** What stands at the top of a file without braces. */
export function looseSettings(side: LineRef['side'], entries: readonly SourceEntry[]): Setting[] {
  return entries
    .filter(({ block }) => block === undefined)
    .map((entry) => ({
      keyword: entry.words[0]?.value ?? '',
      words: wordsOf(entry, 0),
      lines: linesOfEntry(side, entry),
    }));
}

/** The lines of the braces that hold settings, without those of the settings: they come and go with the first and the last. */
export function braceLines(side: LineRef['side'], block: SourceEntry, keyword: string): LineRef[] {
  return (block.block ?? [])
    .filter((entry) => entry.block !== undefined && entry.words[0]?.value === keyword)
    .flatMap((entry) => [
      { side, line: entry.words[0]?.line ?? 0 },
      ...(entry.close === undefined ? [] : [{ side, line: entry.close.line }]),
    ]);
}

export function linesOfEntry(side: LineRef['side'], entry: SourceEntry): LineRef[] {
  const first = entry.words[0]?.line ?? 0;
  const inner = (entry.block ?? []).flatMap((one) => linesOfEntry(side, one).map(({ line }) => line));
  const last = Math.max(first, entry.words.at(-1)?.line ?? 0, entry.close?.line ?? 0, ...inner);
  return linesBetween(side, first, last);
}

function wordsOf({ words, condition }: SourceEntry, from: number): string {
  const said = words
    .slice(from)
    .map(({ value }) => value)
    .join(' ');
  return condition === undefined ? said : `${condition} ${said}`;
}

/** `edge:6` is the IPv6 half of VIP edge; names of a spec hold no `:`. */
export function vipOf({ name }: Pick<VrrpInstance, 'name'>): string {
  return name.replace(/:6$/, '');
}

/** `VIP edge`, `VIP edge (IPv6)`. */
export function vipWords(instance: Pick<VrrpInstance, 'name'>): string {
  return instance.name.endsWith(':6') ? `VIP ${vipOf(instance)} (IPv6)` : `VIP ${instance.name}`;
}
