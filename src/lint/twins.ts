import type { LintNode, LintSite } from './lint-site.ts';
import { nodeNameOf, sourceOf, vipsOf, vrrpGroups } from './vrrp-group.ts';

/** Nodes that share a VIP, each with the first of its group; every two of them once. */
export function twinsOf(site: LintSite): (readonly [LintNode, LintNode])[] {
  const told = new Set<string>();
  return vrrpGroups(site).flatMap(([first, ...others]) =>
    others.flatMap((other) => {
      const names = JSON.stringify([first.node.name, other.node.name]);
      if (told.has(names)) return [];
      told.add(names);
      return [[first.node, other.node] as const];
    }),
  );
}

/** Its name and router_id, the source of its adverts, and the VIPs, which are where the holder is. */
export function wordsOf(site: LintSite, node: LintNode): Set<string> {
  const members = vrrpGroups(site).flatMap((group) => group.filter((member) => member.node === node));
  const addresses = members.flatMap(({ instance }) =>
    [sourceOf(instance), ...vipsOf(instance)].flatMap((one) => one?.address ?? []),
  );
  const routerIds = members.flatMap((member) => nodeNameOf(member)?.value ?? []);
  return new Set([...addresses, ...routerIds, node.name]);
}
