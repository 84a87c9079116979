import type { DoorOptions } from '../node/api/door/api-door.ts';
import { openUnixDoor } from '../node/api/door/open-unix-door.ts';
import type { NodeDoor } from '../node/api/node-door.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { Lab } from './lab.ts';

/**
 * A door to each node's daemon, over its unix socket, which a network namespace does not hide. Nobody is asked yet.
 * @param options how long is waited for answers
 */
export function openLabDoors(
  lab: Pick<Lab, 'dir' | 'site'>,
  options: Pick<DoorOptions, 'lookMs'> = {},
): ReadonlyMap<string, NodeDoor> {
  const { name: site } = lab.site;
  return new Map(
    lab.site.nodes.map(({ name: node }) => [
      node,
      openUnixDoor(`${lab.dir}/${node}/${RUN_FILES.node}`, { ...options, site, node }),
    ]),
  );
}
