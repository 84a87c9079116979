import { byPlace } from '../../../base/order.ts';
import type { Problem } from '../../../base/problem.ts';
import type { LineFault } from './line-fault.ts';
import { lineProblems } from './line-problems.ts';
import { outlineOf } from './outline.ts';
import { readLine } from './read-line.ts';
import type { HaproxySource, SourceLine } from './source.ts';

export interface ParsedHaproxy {
  readonly source: HaproxySource;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
}

/** Text → lines and words, whatever the text is; what HAProxy refuses about its form becomes problems. Linear. */
export function parseHaproxy(text: string, path: string): ParsedHaproxy {
  const lines: SourceLine[] = [];
  const found: Problem[] = [];
  let faults: LineFault[] = [];
  for (let start = 0; start < text.length; ) {
    const lineFeed = text.indexOf('\n', start);
    const next = lineFeed === -1 ? text.length : lineFeed + 1;
    const line = readLine(text, start, next, lines.length + 1, faults);
    lines.push(line);
    found.push(...lineProblems(path, line, start, next, faults));
    if (faults.length > 0) faults = [];
    start = next;
  }
  const source = { path, lines };
  return { source, problems: [...found, ...outlineOf(source).problems].toSorted(byPlace) };
}
