import type { SiteNode, Vip } from '../../../site/site.ts';
import { RUN_FILES } from '../../run-files.ts';
import type { CompileTarget } from '../../target.ts';
import { block, entry, type WordEntry } from '../grammar/tree.ts';

/** The file's number is added to the priority as it stands (weight 1); missing and garbage count as 0, which is sick. */
export function compileTrackFile(vip: Vip, node: SiteNode, target: CompileTarget): WordEntry {
  const file = `${target.runDir(node.name)}/${RUN_FILES.track}/${trackFileOf(vip)}`;
  return block(
    undefined,
    ['track_file', vip.name],
    [entry(undefined, 'file', file), entry(undefined, 'weight 1')],
  );
}

/** File name below `track/` in the run directory. */
export function trackFileOf(vip: Pick<Vip, 'name'>): string {
  return vip.name;
}
