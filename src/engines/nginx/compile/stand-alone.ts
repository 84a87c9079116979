import { RUN_FILES } from '../../run-files.ts';
import type { CompileTarget } from '../../target.ts';
import { type Entry, entry, type NginxFile } from '../grammar/tree.ts';
import { COUNTS_FORMAT } from './counts.ts';

/**
 * The file for an nginx that nobody holds anything for: it was never root, so it has nobody to become; whoever runs it
 * reads its log, as nobody keeps one within bounds, and nobody counts what it would write for that.
 */
export function standAlone(file: NginxFile, target: CompileTarget, node: string): NginxFile {
  const runDir = target.runDir(node);
  const kept = `${runDir}/${RUN_FILES.log}/`;
  const counts = `${runDir}/${RUN_FILES.nginxCounts}`;
  const change = (one: Entry): readonly Entry[] => {
    if ('raw' in one) return [one];
    const [name] = one.words;
    if (name === 'user' || (name === 'log_format' && one.words[1]?.startsWith(COUNTS_FORMAT) === true))
      return [];
    // What has no other log has none: nginx's own default is a file.
    if (name === 'access_log' && one.words[1] === counts) return [];
    if (name === 'http' && one.block !== undefined && !hasLog(one.block, counts))
      return [{ ...one, block: [entry(undefined, 'access_log off'), ...one.block.flatMap(change)] }];
    const words = one.words.map((word) =>
      name === 'access_log' && word.startsWith(kept) ? '/dev/stdout' : word,
    );
    return [{ ...one, words, block: one.block?.flatMap(change) }];
  };
  return file.flatMap(change);
}

function hasLog(entries: readonly Entry[], counts: string): boolean {
  return entries.some((one) => 'words' in one && one.words[0] === 'access_log' && one.words[1] !== counts);
}
