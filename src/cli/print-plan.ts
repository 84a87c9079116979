import { IMPACT_WORDS, type Impact } from '../release/plan/impact.ts';
import type { DiffLine, FileDiff, Plan, PlannedChange, SpecPlace } from '../release/plan/plan.ts';
import { type Paint, paint } from './paint.ts';

/** A plan for people: one sentence, the changes with their impact, then the files line by line. */
export function printPlan(plan: Plan, { colour }: { readonly colour: boolean }): string {
  const ink = paint(colour);
  if (plan.files.length === 0) return `${plan.site}: nothing to do; ${plan.after} is in force.\n`;
  const count = plan.changes.length === 1 ? '1 change' : `${plan.changes.length} changes`;
  const head = `${plan.site}: ${count}; impact: ${inked(plan.impact, ink)}\n`;
  const changes = plan.changes.map((change) => changeText(change, ink)).join('');
  return [head, changes, ...sameFiles(plan.files).map((files) => filesText(files, ink))].join('\n');
}

function changeText({ impact, text, reason, nodes, origin }: PlannedChange, ink: Paint): string {
  const width = Math.max(...Object.values(IMPACT_WORDS).map(({ length }) => length));
  const blanks = ' '.repeat(width - IMPACT_WORDS[impact].length);
  const place = origin === undefined ? '' : ink.dim(`  ${placeText(origin)}`);
  const why = reason === undefined ? '' : `${' '.repeat(width + 4)}${ink.dim(`${reason} `).trimEnd()}\n`;
  return `  ${inked(impact, ink)}${blanks}  ${text} (${nodes.join(', ')})${place}\n${why}`;
}

function inked(impact: Impact, ink: Paint): string {
  const colour = impact.startsWith('vip') ? ink.bad : impact === 'reload' ? ink.warn : ink.good;
  return colour(IMPACT_WORDS[impact]);
}

function placeText({ path, line, column }: SpecPlace): string {
  return `${path}:${line}:${column}`;
}

/** Nodes mostly change alike: files with the same lines are shown once. */
function sameFiles(files: readonly FileDiff[]): FileDiff[][] {
  const shown = ({ path, hunks }: FileDiff) => `${path} ${JSON.stringify(hunks)}`;
  return [...Map.groupBy(files, shown).values()];
}

function filesText(files: readonly FileDiff[], ink: Paint): string {
  const names = files.map(({ node, path }) => `${node}/${path}`).join(', ');
  const hunks = files[0]?.hunks ?? [];
  const width = Math.max(
    0,
    ...hunks.flatMap(({ lines }) => lines.filter(isChanged).map(({ text }) => text.length)),
  );
  const lines = hunks.flatMap((hunk) => [
    ink.dim(hunk.head),
    ...hunk.lines.map((line) => lineText(line, Math.min(width, WIDEST), ink)),
  ]);
  return `${[ink.strong(names), ...lines].join('\n')}\n`;
}

/** Further right a place would be out of sight. */
const WIDEST = 80;

function lineText(line: DiffLine, width: number, ink: Paint): string {
  if (!isChanged(line)) return ` ${line.text}`;
  const colour = line.sign === '+' ? ink.good : ink.bad;
  const place =
    line.origin === undefined
      ? ''
      : `${' '.repeat(Math.max(0, width - line.text.length))}  ${ink.dim(`# ${placeText(line.origin)}`)}`;
  return `${colour(`${line.sign}${line.text}`)}${place}`;
}

function isChanged({ sign }: DiffLine): boolean {
  return sign !== ' ';
}
