import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';
import { askReload } from './ask-reload.ts';
import { areSameTexts, type NodeTexts, readTexts } from './node-texts.ts';
import { endTelling } from './telling.ts';
import { removeWanted, restoreTexts } from './write-wanted.ts';

/**
 * The former files are wanted and in force again.
 * @param former where nothing was in force, only what was wanted is put back
 * @param touched HAProxy may have been told of others: a new one reads the former
 * @returns the fault to throw: the first one, or both when this failed too
 */
export async function restore(
  runDir: string,
  former: { readonly inForce: NodeTexts | undefined; readonly wanted: NodeTexts | undefined },
  touched: boolean,
  first: unknown,
): Promise<unknown> {
  try {
    if (former.wanted === undefined) await removeWanted(runDir);
    else await restoreTexts(runDir, former.wanted);
    if (former.inForce === undefined) return first;
    const inForce = await readTexts(join(runDir, RUN_FILES.active));
    const isBack = inForce !== undefined && areSameTexts(inForce, former.inForce);
    if (touched || !isBack) await askReload(runDir, touched ? 'anew' : 'when-changed');
    await endTelling(runDir);
    return first;
  } catch (second) {
    if (!(second instanceof Fault) || !(first instanceof Fault)) return first;
    return new Fault(
      'node/not-restored',
      `${first.message} Putting the former files back failed too: ${second.message}`,
      `${second.remedy} Then apply again: it puts the node wholly on one release.`,
      [first.evidence, second.evidence].filter((words) => words !== '').join('\n'),
      first,
    );
  }
}
