import type { SaidWord } from '../../said-word.ts';
import { spanInLine, textLines } from '../../text-lines.ts';

/** One entry of a zone file: the words of a line, or of several that parentheses join. */
export interface ZoneEntry {
  readonly words: readonly SaidWord[];
  /** It begins with a blank: the owner's name is the former entry's (RFC 1035 §5.1). */
  readonly isIndented: boolean;
  /** A parenthesis or quote was not closed. */
  readonly isUnclosed: boolean;
}

const TOKEN = /;.*|[()]|"((?:[^"\\]|\\.)*)("?)|(?:[^\s;()"\\]|\\.)+|\\/g;

export function zoneEntries(text: string, path: string): readonly ZoneEntry[] {
  const entries: ZoneEntry[] = [];
  let words: SaidWord[] = [];
  let isIndented = false;
  let isUnclosed = false;
  let depth = 0;
  const finish = () => {
    if (words.length > 0) entries.push({ words, isIndented, isUnclosed });
    words = [];
    isUnclosed = false;
  };
  for (const { line, text: content } of textLines(text)) {
    if (depth === 0) {
      finish();
      isIndented = /^[ \t]/.test(content);
    }
    for (const match of content.matchAll(TOKEN)) {
      const [raw, quoted, end] = match;
      if (raw.startsWith(';')) continue;
      if (raw === '(') depth += 1;
      else if (raw === ')') depth = Math.max(0, depth - 1);
      else {
        if (quoted !== undefined && end === '') isUnclosed = true;
        words.push({ value: quoted ?? raw, at: spanInLine(path, line, match.index + 1, raw.length) });
      }
    }
  }
  if (depth > 0) isUnclosed = true;
  finish();
  return entries;
}
