import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';

/**
 * Writes a file that a command makes: beside its place, then renamed, so that nobody reads half of one.
 * @throws Fault `cli/cannot-write`
 */
export function writeOutput(path: string, text: string): void {
  const beside = `${path}.new`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    const words = error instanceof Error ? error.message : String(error);
    throw new Fault(
      'cli/cannot-write',
      `Cannot write ${path}.`,
      'Name a file in a folder that you may write to.',
      words,
      error,
    );
  }
}
