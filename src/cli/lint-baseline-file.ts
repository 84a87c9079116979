import { readFileSync, writeFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import { type BaselineEntry, readBaseline } from '../lint/baseline.ts';

/** Throws the Fault `cli/bad-baseline` when the file cannot be read or holds something else. */
export function readBaselineFile(file: string): readonly BaselineEntry[] {
  const entries = readBaseline(read(file));
  if (entries !== undefined) return entries;
  throw new Fault(
    'cli/bad-baseline',
    `${file} is no baseline: it has to be a JSON list of {code, path, fingerprint, count}.`,
    `Write it with holdfast lint … --write-baseline ${file}.`,
  );
}

/** Throws the Fault `cli/cannot-write`. */
export function writeBaselineFile(file: string, entries: readonly BaselineEntry[]): void {
  try {
    writeFileSync(file, `${JSON.stringify(entries, null, 2)}\n`);
  } catch (error) {
    throw new Fault(
      'cli/cannot-write',
      `Cannot write ${file}: ${(error as Error).message}.`,
      'Name a file in a folder that you may write to.',
      '',
      error,
    );
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Fault(
      'cli/bad-baseline',
      `Cannot read the baseline ${file}: ${(error as Error).message}.`,
      `Write one with holdfast lint … --write-baseline ${file}.`,
      '',
      error,
    );
  }
}
