import { compileRelease } from '../../release/compile-release.ts';
import type { CompileTarget, ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import { compileIntents } from '../intents/compile-intents.ts';
import { inForce } from '../intents/in-force.ts';
import type { Intents } from '../intents/intent.ts';

/**
 * One node's files as site and operators want them at `now` (milliseconds since 1970). A node that the site does not have
 * (any more) gets files in which it has nothing to do. Undefined when the intents make of a good site one that cannot be
 * compiled; then the site's own files are what there is.
 */
export function filesForNode(
  site: Site,
  intents: Intents,
  node: string,
  target: CompileTarget,
  now: number,
): readonly ReleaseFile[] | undefined {
  const isMember = site.nodes.some(({ name }) => name === node);
  const wanted = isMember ? compileIntents(site, inForce(intents, now)) : idleSite(site, node);
  const { release } = compileRelease(wanted, target);
  return release?.files.filter((file) => file.node === node);
}

/** Engines that run and serve nobody: a node that left may come back, and its foundation stays where it is. */
function idleSite(site: Site, node: string): Site {
  // It stands in no file: nothing speaks from the node's own address when there is neither VIP nor peer.
  const nowhere = { address: '192.0.2.1', prefix: 32, family: 4 } as const;
  const nodes = [{ name: node, interfaces: [{ name: 'lo', addresses: [nowhere] }] }];
  return { ...site, nodes, vips: [], services: [], pools: [], stats: undefined };
}
