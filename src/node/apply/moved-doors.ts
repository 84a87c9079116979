import type { Site } from '../../site/site.ts';
import { doorsMove } from './apply-faults.ts';

/** Nodes of both sites whose daemon would be reached elsewhere: another first address, or another port. */
export function movedDoors(former: Site, next: Site): readonly string[] {
  return next.nodes.flatMap(({ name, interfaces }) => {
    const before = former.nodes.find((node) => node.name === name);
    if (before === undefined) return [];
    const isSame =
      former.api.port === next.api.port &&
      before.interfaces[0]?.addresses[0]?.address === interfaces[0]?.addresses[0]?.address;
    return isSame ? [] : [name];
  });
}

/** @throws Fault `node/doors-move` */
export function refuseMovedDoors(former: Site | undefined, next: Site): void {
  const moved = former === undefined ? [] : movedDoors(former, next);
  if (moved.length > 0) throw doorsMove(moved);
}
