import { type Printed, type PrintedLine, printed } from '../../printed.ts';
import { secretMark } from '../../secret-mark.ts';
import { partsOf, secretsIn, type Word } from '../../word.ts';
import { quoteWord } from './quote-word.ts';
import type { HaproxyFile, Line, Section } from './tree.ts';

/** A tree as haproxy.cfg. Every line ends with a newline (a missing last one is fatal to HAProxy); none is continued. */
export function printHaproxy(file: HaproxyFile): Printed {
  const lines = file.flatMap((section, index) => [
    ...(index === 0 ? [] : [{ text: '', origin: undefined }]),
    ...printSection(section),
  ]);
  const words = file.flatMap((section) => section.lines.flatMap((line) => ('raw' in line ? [] : line.words)));
  return printed(lines, secretsIn(words));
}

function printSection(section: Section): PrintedLine[] {
  const head = section.name === undefined ? section.kind : `${section.kind} ${quoteWord(section.name)}`;
  return [{ text: head, origin: section.origin }, ...section.lines.map(printLine)];
}

function printLine(line: Line): PrintedLine {
  if ('raw' in line) return { text: line.raw, origin: line.origin };
  const tail = line.tail === undefined ? '' : ` ${line.tail}`;
  return { text: `    ${line.words.map(printWord).join(' ')}${tail}`, origin: line.origin };
}

function printWord(word: Word): string {
  const parts = partsOf(word);
  return parts
    .map((part) => {
      if (typeof part !== 'string') return secretMark(part.secret);
      return part === '' && parts.length > 1 ? '' : quoteWord(part);
    })
    .join('');
}
