import { RUN_FILES } from '../../run-files.ts';
import type { CompileTarget } from '../../target.ts';
import type { Entry, NginxFile } from '../grammar/tree.ts';

/**
 * The file for an nginx that nobody holds anything for: it was never root, so it has nobody to become, and whoever runs it
 * reads its log, as nobody keeps one within bounds.
 */
export function standAlone(file: NginxFile, target: CompileTarget, node: string): NginxFile {
  const kept = `${target.runDir(node)}/${RUN_FILES.log}/`;
  const change = (one: Entry): readonly Entry[] => {
    if ('raw' in one) return [one];
    const [name] = one.words;
    if (name === 'user') return [];
    const words = one.words.map((word) =>
      name === 'access_log' && word.startsWith(kept) ? '/dev/stdout' : word,
    );
    return [{ ...one, words, block: one.block?.flatMap(change) }];
  };
  return file.flatMap(change);
}
