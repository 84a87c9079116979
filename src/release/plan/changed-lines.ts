import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import type { ReleaseFile } from '../release.ts';
import type { DiffLine, LineRef } from './plan.ts';

export interface TextDiff {
  readonly patch: string;
  readonly hunks: readonly { readonly head: string; readonly lines: readonly Omit<DiffLine, 'origin'>[] }[];
  /** The changed lines that touch each other, run by run. */
  readonly runs: readonly (readonly (LineRef & { readonly text: string })[])[];
}

/** The lines that differ, with their numbers on both sides. */
export function diffTexts(file: Pick<ReleaseFile, 'node' | 'path'>, before: string, after: string): TextDiff {
  const name = `${file.node}/${file.path}`;
  const patch = structuredPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
  });
  const hunks = patch.hunks.map((hunk) => ({
    head: `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    lines: numbered(hunk.lines, hunk.oldStart, hunk.newStart),
  }));
  return {
    patch: before === after ? '' : formatPatch(patch, FILE_HEADERS_ONLY),
    hunks,
    runs: hunks.flatMap(({ lines }) => runsOf(lines)),
  };
}

function numbered(lines: readonly string[], oldStart: number, newStart: number): Omit<DiffLine, 'origin'>[] {
  // A side without lines begins at line 0 in a patch; it is not counted then.
  let before = oldStart;
  let after = newStart;
  const out: Omit<DiffLine, 'origin'>[] = [];
  for (const line of lines) {
    const sign = line[0];
    const text = line.slice(1);
    if (sign === '-') out.push({ sign, text, before: before++, after: undefined });
    else if (sign === '+') out.push({ sign, text, before: undefined, after: after++ });
    else if (sign === ' ') out.push({ sign, text, before: before++, after: after++ });
    // "\ No newline at end of file" is no line.
  }
  return out;
}

function runsOf(lines: readonly Omit<DiffLine, 'origin'>[]): (LineRef & { text: string })[][] {
  const runs: (LineRef & { text: string })[][] = [];
  let isInRun = false;
  for (const { sign, text, before, after } of lines) {
    if (sign === ' ') {
      isInRun = false;
      continue;
    }
    if (!isInRun) runs.push([]);
    isInRun = true;
    runs
      .at(-1)
      ?.push(
        sign === '-'
          ? { side: 'before', line: before ?? 0, text }
          : { side: 'after', line: after ?? 0, text },
      );
  }
  return runs;
}
