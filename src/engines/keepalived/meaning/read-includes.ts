import type { KeepalivedSource, SourceEntry } from '../grammar/source.ts';
import { keywordOf } from './entries.ts';
import type { Include } from './meaning.ts';

/** Every line that brings another file in, in the files' order. */
export function includesIn(sources: readonly KeepalivedSource[]): readonly Include[] {
  return sources.flatMap(({ path, entries }) => {
    const others = sources.filter((source) => source.path !== path).map((source) => source.path);
    return includeLines(entries).map((entry) => {
      const patterns = entry.words.slice(1).map(({ value }) => value);
      return {
        path,
        entry,
        patterns,
        isGiven: patterns.every((pattern) => others.some((other) => fits(other, pattern))),
      };
    });
  });
}

/** In reading order; without recursion, since blocks may be nested thousands deep. */
function includeLines(entries: readonly SourceEntry[]): SourceEntry[] {
  const found: SourceEntry[] = [];
  const left = entries.toReversed();
  for (let entry = left.pop(); entry !== undefined; entry = left.pop()) {
    if (/^include[rmwba]*$/.test(keywordOf(entry))) found.push(entry);
    const { block = [] } = entry;
    for (const inner of block.toReversed()) left.push(inner);
  }
  return found;
}

/** By the last part of the path alone: where the files stand on the node is not known here. */
function fits(path: string, pattern: string): boolean {
  const name = pattern.split('/').at(-1) ?? '';
  const source = name
    .replaceAll(/[.+^$()|[\]{}\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(path.split('/').at(-1) ?? '');
}
