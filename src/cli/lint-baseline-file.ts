import { Fault } from '../base/fault.ts';
import { type BaselineEntry, readBaseline } from '../lint/baseline.ts';
import { readAtMost } from './read-at-most.ts';
import { writeOutput } from './write-output.ts';

/** Some 400,000 entries. */
const MOST_BYTES = 64 * 1024 * 1024;

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
  writeOutput(file, `${JSON.stringify(entries, null, 2)}\n`);
}

function read(file: string): string {
  try {
    return readAtMost(file, MOST_BYTES, true).toString('utf8');
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
