import { digestFiles } from '../../release/digest-files.ts';
import type { InForceFile } from '../../release/plan/plan.ts';
import type { Site } from '../../site/site.ts';
import type { TrialDoor } from './trial-door.ts';

/** The files that are in force on these nodes, in the order of the site, then those of nodes that it does not have. */
export async function filesEverywhere(
  doors: ReadonlyMap<string, Pick<TrialDoor, 'filesInForce'>>,
  nodes: readonly string[],
  site: Site,
): Promise<readonly InForceFile[]> {
  const names = site.nodes.map(({ name }) => name);
  const order = [
    ...names.filter((node) => nodes.includes(node)),
    ...nodes.filter((node) => !names.includes(node)).toSorted(),
  ];
  const files = await Promise.all(
    order.map(async (node) => {
      const found = (await doors.get(node)?.filesInForce()) ?? [];
      return found
        .map(({ path, text }) => ({ node, path: path as InForceFile['path'], text }))
        .toSorted((left, right) => PATHS.indexOf(left.path) - PATHS.indexOf(right.path));
    }),
  );
  return files.flat();
}

export async function digestInForce(...where: Parameters<typeof filesEverywhere>): Promise<string> {
  return digestFiles(await filesEverywhere(...where));
}

const PATHS: readonly string[] = ['foundation.json', 'haproxy.cfg', 'keepalived.conf'];
