import type { ReleaseFile } from '../release.ts';
import type { TextDiff } from './changed-lines.ts';
import type { Found } from './found.ts';
import { worstOf } from './impact.ts';
import type { LineRef } from './plan.ts';

/**
 * Gives every changed line of a diff to at least one difference. Meaning is compared block by block, text line by line;
 * where the two cut differently (`}` of the block before, blank lines, comments) a line goes to its neighbour's cause.
 * What then has no cause is one of its own, as hard as it can be.
 */
export function settleLines(
  file: Pick<ReleaseFile, 'node' | 'path'>,
  diff: TextDiff,
  found: readonly Found[],
): Found[] {
  const changed = new Set(diff.runs.flat().map(keyOf));
  const lines = found.map((one) => one.lines.filter((line) => changed.has(keyOf(line))));
  const owners = new Map<string, number>();
  for (const [index, own] of lines.entries()) for (const line of own) owners.set(keyOf(line), index);
  const loose: { readonly quiet: LineRef[]; readonly loud: LineRef[] } = { quiet: [], loud: [] };
  for (const run of diff.runs) {
    let neighbour = run.map((line) => owners.get(keyOf(line))).find((owner) => owner !== undefined);
    for (const { side, line, text } of run) {
      const owner = owners.get(keyOf({ side, line }));
      neighbour = owner ?? neighbour;
      if (owner !== undefined) continue;
      if (neighbour !== undefined && goesAlong(text, file.path, found[neighbour])) {
        lines[neighbour]?.push({ side, line });
        continue;
      }

      loose[isQuiet(text, file.path) ? 'quiet' : 'loud'].push({ side, line });
    }
  }
  const settled = found.map((one, index) => ({ ...one, lines: lines[index] ?? [] }));
  return [...settled, ...looseFound(file, loose.quiet, 'quiet'), ...looseFound(file, loose.loud, 'loud')];
}

function looseFound(
  { path }: Pick<ReleaseFile, 'path'>,
  lines: readonly LineRef[],
  kind: 'quiet' | 'loud',
): Found[] {
  if (lines.length === 0) return [];
  const key = `text/${path}/${kind}`;
  if (kind === 'quiet')
    return [{ key, impact: 'none', text: `blank lines and comments of ${path} differ`, lines }];
  return [
    {
      key,
      impact: path === 'keepalived.conf' ? 'vip-interrupted' : 'reload',
      text: `${path} differs in lines that are not understood here`,
      reason: 'what is not understood counts as the worst that it can be',
      lines,
    },
  ];
}

/** A line is covered by its neighbour's cause when it says nothing itself, or nothing worse. */
function goesAlong(text: string, path: ReleaseFile['path'], neighbour: Found | undefined): boolean {
  const isBrace = /^\s*[[\]{}]+,?\s*$/.test(text);
  return (
    isQuiet(text, path) || isBrace || worstOf(['reload', neighbour?.impact ?? 'none']) === neighbour?.impact
  );
}

function isQuiet(text: string, path: ReleaseFile['path']): boolean {
  if (path === 'foundation.json') return text.trim() === '';
  return path === 'haproxy.cfg' ? /^\s*(#|$)/.test(text) : /^\s*([#!]|$)/.test(text);
}

function keyOf({ side, line }: LineRef): string {
  return `${side} ${line}`;
}
