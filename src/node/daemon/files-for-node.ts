import { compileRelease } from '../../release/compile-release.ts';
import type { CompileTarget, ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import { idleSite } from '../apply/idle-site.ts';
import type { ServerKey } from '../checks/decide-failed.ts';
import { withFailed } from '../checks/with-failed.ts';
import { compileIntents } from '../intents/compile-intents.ts';
import { inForce } from '../intents/in-force.ts';
import type { Intents } from '../intents/intent.ts';

/**
 * One node's files as site and operators want them at `now` (milliseconds since 1970). A node that the site does not have
 * (any more) gets files in which it has nothing to do. Undefined when the intents make of a good site one that cannot be
 * compiled; then the site's own files are what there is.
 * @param failed servers of nginx's pools that this node's own checks call down
 */
export function filesForNode(
  site: Site,
  intents: Intents,
  node: string,
  target: CompileTarget,
  now: number,
  failed: ReadonlySet<ServerKey> = new Set(),
): readonly ReleaseFile[] | undefined {
  const isMember = site.nodes.some(({ name }) => name === node);
  const wanted = isMember
    ? withFailed(compileIntents(site, inForce(intents, now)), failed)
    : idleSite(site, node);
  const { release } = compileRelease(wanted, target);
  return release?.files.filter((file) => file.node === node);
}
