import { digestFiles } from '../../release/digest-files.ts';
import type { InForceFile } from '../../release/plan/plan.ts';
import { tidyInForce } from '../../release/plan/tidy-in-force.ts';
import type { CompiledSpec } from './apply-ports.ts';
import type { TrialDoor } from './trial-door.ts';

/**
 * Digest of the files in force on the nodes of the former site, as a plan gives it in `before`; of a node that does not answer,
 * what was accepted is taken for what it has.
 */
export async function digestInForce(
  doors: ReadonlyMap<string, Pick<TrialDoor, 'filesInForce'>>,
  silent: Readonly<Record<string, string>>,
  former: CompiledSpec | undefined,
  next: CompiledSpec,
): Promise<string> {
  const names = (former ?? next).site.nodes.map(({ name }) => name);
  const read = await Promise.all(
    names.map(async (node): Promise<readonly InForceFile[]> => {
      if (node in silent) return former?.release.files.filter((file) => file.node === node) ?? [];
      const found = (await doors.get(node)?.filesInForce()) ?? [];
      return found.map(({ path, text }) => ({ node, path: path as InForceFile['path'], text }));
    }),
  );
  const all = { files: read.flat(), site: former?.site, holders: {} };
  return digestFiles(tidyInForce(all, next.release, former?.release).files);
}
