import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { RunFigures } from './judge/figures.ts';

/** What is kept of a drill that has ended, to compare later ones with it. */
export interface FormerDrill {
  readonly fault: string;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  /** New connections a second, and how long a server took to answer. */
  readonly rate: number;
  readonly requestMs: number;
  readonly runs: readonly RunFigures[];
  /** Missing = it was not done to its end. */
  readonly verdict?: 'pass' | 'fail';
  readonly reasons: readonly string[];
  /** Why it could not be done; missing = it could. */
  readonly trouble?: string;
}

/** A lab is for some days of work: more are no help to compare with. */
const MOST_KEPT = 200;

/** Drills of a lab that have ended, the newest first. What cannot be read is left out. */
export function readFormerDrills(labDir: string): readonly FormerDrill[] {
  let text = '';
  try {
    text = readFileSync(fileOf(labDir), 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap(readLine);
}

/** Remembers a drill in its lab. A disk that is full costs the comparison, not the drill. */
export function keepDrill(labDir: string, drill: FormerDrill): void {
  const file = fileOf(labDir);
  const lines = [drill, ...readFormerDrills(labDir)].slice(0, MOST_KEPT);
  try {
    writeFileSync(`${file}.new`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // The drill itself is told to whoever asked for it.
  }
}

function fileOf(labDir: string): string {
  return `${labDir}/log/drills.jsonl`;
}

function readLine(line: string): readonly FormerDrill[] {
  try {
    const found = JSON.parse(line) as Partial<FormerDrill> | null;
    const isWhole =
      typeof found?.fault === 'string' &&
      typeof found.startedAtMs === 'number' &&
      Array.isArray(found.runs) &&
      Array.isArray(found.reasons);
    return isWhole ? [found as FormerDrill] : [];
  } catch {
    return [];
  }
}
