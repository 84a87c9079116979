import type { Revision } from '../state/revision.ts';
import { undoFailed } from './apply-faults.ts';
import type { ApplyPorts } from './apply-ports.ts';
import { compileOrder, filesOf, formerFiles } from './node-files.ts';
import { isCurrent, type OnTrial, wordsOf } from './on-trial.ts';

/**
 * The release on trial becomes the current revision: in force first, where that is not sure, and accepted then.
 * @throws Fault; `on.isWhole` says whether it is in force
 */
export async function acceptTrial(ports: ApplyPorts, on: OnTrial): Promise<Revision> {
  const { state, inForce } = ports;
  const { order } = on.record;
  if (!on.isWhole) {
    on.stage = 'unsettled';
    // Of the current revision; another version of Holdfast may come to another release of it.
    const files = isCurrent(state, order)
      ? await formerFiles(ports, on.record)
      : filesOf(ports, compileOrder(ports, order).site);
    await inForce.putInForce(files);
    on.isWhole = true;
  }
  if (!isCurrent(state, order)) {
    const { site, release } = compileOrder(ports, order);
    const acceptance = { ...order, site: site.name, files: release.files, number: order.revision };
    await state.accept(acceptance).catch((error: unknown) => {
      // What the disk has counts, not what it said.
      if (!isCurrent(state, order)) throw error;
    });
  }
  return state.current!;
}

/** @returns what is in force again, in words. @throws Fault `node/undo-failed` */
export async function putFormerBack(ports: ApplyPorts, on: OnTrial): Promise<string> {
  const number = ports.state.current?.number;
  try {
    await ports.inForce.putInForce(await formerFiles(ports, on.record));
  } catch (error) {
    throw undoFailed(ports.node, number ?? 0, wordsOf(error));
  }
  return number === undefined ? 'what was there before' : `revision ${number}`;
}
