import { type Printed, type PrintedLine, printed } from '../../printed.ts';
import { quoteWord } from './quote-word.ts';
import type { Entry, NginxFile } from './tree.ts';

/** A tree as nginx.conf. */
export function printNginx(file: NginxFile): Printed {
  const lines = file.flatMap((entry, index) => [
    ...(index > 0 && isBlock(entry) ? [EMPTY] : []),
    ...printEntry(entry, 0),
  ]);
  return printed(lines, []);
}

const EMPTY: PrintedLine = { text: '', origin: undefined };

function printEntry(entry: Entry, depth: number): PrintedLine[] {
  const { origin } = entry;
  if ('raw' in entry) return [{ text: entry.raw, origin }];
  const indent = '    '.repeat(depth);
  const text = `${indent}${entry.words.map(quoteWord).join(' ')}`;
  if (entry.block === undefined) return [{ text: `${text};`, origin }];
  return [
    { text: `${text} {`, origin },
    ...entry.block.flatMap((inner, index) => [
      ...(depth === 0 && index > 0 && isBlock(inner) ? [EMPTY] : []),
      ...printEntry(inner, depth + 1),
    ]),
    { text: `${indent}}`, origin },
  ];
}

function isBlock(entry: Entry): boolean {
  return 'block' in entry && entry.block !== undefined;
}
