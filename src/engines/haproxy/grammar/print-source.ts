import type { HaproxySource, SourceLine } from './source.ts';

/** The text that a source was parsed from, byte for byte. */
export function printHaproxySource(source: HaproxySource): string {
  return source.lines.map(printSourceLine).join('');
}

export function printSourceLine({ words, rest, end }: SourceLine): string {
  let text = '';
  for (const { before, raw } of words) text += before + raw;
  return text + rest + end;
}
