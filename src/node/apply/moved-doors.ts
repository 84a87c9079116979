import type { Site } from '../../site/site.ts';

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
