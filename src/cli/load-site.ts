import { Fault } from '../base/fault.ts';
import { readSite } from '../site/read-site.ts';
import type { Kept, ResolvedSite } from '../site/resolve-site.ts';
import type { Site } from '../site/site.ts';
import { readAtMost } from './read-at-most.ts';
import { showProblems } from './show-problems.ts';

export const DEFAULT_SPEC_FILE = 'holdfast.yaml';

/** One byte more than a spec may have: enough to see that it is too large, however large it is. */
const MOST_BYTES = 1_000_001;

/** The site of a spec file. Problems go to stderr; with errors the exit code becomes 1 and there is no site. */
export function loadSite(file: string, kept?: Kept): Site | undefined {
  const { site, problems } = readSiteFile(file, kept);
  showProblems(problems, process.stderr);
  if (site === undefined) process.exitCode = 1;
  return site;
}

/** Throws the Fault `cli/no-spec-file` when the file cannot be read. */
export function readSiteFile(file: string, kept?: Kept): ResolvedSite {
  return readSite(readSpecBytes(file), file, kept);
}

/** The bytes of a spec, and at most one more than it may have. Throws the Fault `cli/no-spec-file`. */
export function readSpecBytes(file: string): Uint8Array {
  try {
    return readAtMost(file, MOST_BYTES, true);
  } catch (error) {
    throw noSpecFile(file, error as NodeJS.ErrnoException);
  }
}

function noSpecFile(file: string, error: NodeJS.ErrnoException): Fault {
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'you may not read it',
    EISDIR: 'it is a directory',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  const remedy =
    error.code === 'ENOENT'
      ? 'name the file with -f FILE, or write one to start from with `holdfast init`.'
      : 'name a file that you may read with -f FILE.';
  return new Fault('cli/no-spec-file', `Cannot read the spec ${file}: ${reason}.`, remedy, '', error);
}
