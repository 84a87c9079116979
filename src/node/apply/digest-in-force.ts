import { Fault } from '../../base/fault.ts';
import { digestFiles } from '../../release/digest-files.ts';
import type { InForceFile } from '../../release/plan/plan.ts';
import { tidyInForce } from '../../release/plan/tidy-in-force.ts';
import type { CompiledSpec } from './apply-ports.ts';
import { faultOf } from './fault-of.ts';
import type { TrialDoor } from './trial-door.ts';

/** node → its files in force, or why they are not known. */
export type FilesInForce = ReadonlyMap<string, readonly InForceFile[] | Fault>;

/** Asks the nodes of the former site, all at once. */
export async function readFilesInForce(
  doors: ReadonlyMap<string, Pick<TrialDoor, 'filesInForce'>>,
  { site }: CompiledSpec,
): Promise<FilesInForce> {
  const read = site.nodes.map(
    async ({ name: node }): Promise<readonly [string, readonly InForceFile[] | Fault]> => {
      try {
        const found = (await doors.get(node)?.filesInForce()) ?? [];
        return [node, found.map(({ path, text }) => ({ node, path: path as InForceFile['path'], text }))];
      } catch (error) {
        return [node, faultOf(error)];
      }
    },
  );
  return new Map(await Promise.all(read));
}

/**
 * Digest of the files in force on the nodes of the former site, as a plan gives it in `before`; of a node that does not answer,
 * what was accepted is taken for what it has.
 * @throws Fault of a node that answers and does not tell
 */
export function digestInForce(
  read: FilesInForce,
  silent: Readonly<Record<string, string>>,
  former: CompiledSpec | undefined,
  next: CompiledSpec,
): string {
  const files = [...read].flatMap(([node, found]) => {
    if (node in silent) return former?.release.files.filter((file) => file.node === node) ?? [];
    if (found instanceof Fault) throw found;
    return found;
  });
  const all = { files, site: former?.site, holders: {} };
  return digestFiles(tidyInForce(all, next.release, former?.release).files);
}
