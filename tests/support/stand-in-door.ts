import { type SiteDoors, siteDoors } from '../../src/cli/site-doors.ts';
import type { NodeDoor } from '../../src/node/api/node-door.ts';

/** Doors to daemons that answer as told, for commands whose own doing is tested; what is not told fails. */
export function standInSite(answers: Readonly<Record<string, Partial<NodeDoor>>>): SiteDoors {
  const entries = Object.entries(answers).map(([node, answer]) => ({
    node,
    door: standInDoor(node, answer),
  }));
  return siteDoors({ entries, where: 'the site of this test', remedy: 'none' });
}

export function standInDoor(node: string, answer: Partial<NodeDoor>): NodeDoor {
  const door: Partial<NodeDoor> = {
    site: 'web-edge',
    node,
    where: `unix:/run/${node}.sock`,
    ready: () => Promise.resolve({ site: 'web-edge', node, ready: true, reasons: [] }),
    progress: () => Promise.resolve(undefined),
    close: () => {},
    ...answer,
  };
  return new Proxy(door, {
    get: (target, key) => {
      // A promise that resolves with a door looks for this.
      if (key === 'then') return undefined;
      const value: unknown = Reflect.get(target, key);
      return value ?? (() => Promise.reject(new Error(`nobody asked for ${String(key)} in this test`)));
    },
  }) as NodeDoor;
}
