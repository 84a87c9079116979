import type { SpecPath } from '../site/site.ts';
import type { ReleaseFile } from './release.ts';

/** Raw lines are the user's own; their indentation says nothing about sections and blocks. */
const RAW = /(^|\/)raw\/(haproxy|nginx|keepalived)$/;

/**
 * The spec path that a generated line comes from; where the line is a default of ours, that of the section or block it
 * stands in. undefined = nothing in the spec asked for it.
 * @param line 1-based
 */
export function explainLine(file: Pick<ReleaseFile, 'text' | 'origins'>, line: number): SpecPath | undefined {
  const lines = file.text.split('\n');
  let depth = Number.POSITIVE_INFINITY;
  for (let index = line - 1; index >= 0; index -= 1) {
    const text = lines[index] ?? '';
    const origin = file.origins[index];
    const isAround = depthOf(text) < depth && (index === line - 1 || !RAW.test(origin ?? ''));
    if (!isAround) continue;
    if (origin !== undefined) return origin;
    depth = depthOf(text);
    if (depth === 0) return undefined;
  }
  return undefined;
}

/** Blanks before the first word; an empty line is around nothing. */
function depthOf(text: string): number {
  const depth = text.search(/\S/);
  return depth === -1 ? Number.POSITIVE_INFINITY : depth;
}
