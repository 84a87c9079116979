import type { SpecPath } from '../site/site.ts';
import type { ReleaseFile } from './release.ts';

/**
 * The spec path that a generated line comes from; where the line is a default of ours, that of the section or block it
 * stands in. undefined = nothing in the spec asked for it.
 * @param line 1-based
 */
export function explainLine(file: Pick<ReleaseFile, 'text' | 'origins'>, line: number): SpecPath | undefined {
  const lines = file.text.split('\n');
  for (let index = line - 1; index >= 0; index -= 1) {
    const origin = file.origins[index];
    if (origin !== undefined) return origin;
    if (isHead(lines[index] ?? '')) return undefined;
  }
  return undefined;
}

/** Generated lines are indented, but for the first of a section or block and the brace that ends one. */
function isHead(text: string): boolean {
  return /^[^\s}]/.test(text);
}
