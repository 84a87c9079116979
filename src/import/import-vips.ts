import { printDuration } from '../base/duration.ts';
import type { Said, VirtualAddress, VrrpInstance } from '../engines/keepalived/meaning/meaning.ts';
import { type Draft, tell, type VipInput } from './draft.ts';
import type { ImportNode } from './import-node.ts';
import { specName } from './spec-name.ts';
import { tellVrrpRest } from './vrrp-rest.ts';

/** Instances of one name or router id on all nodes: one VIP, or half of one in two families. */
interface Shared {
  readonly name: string;
  readonly perNode: readonly { readonly node: ImportNode; readonly instance: VrrpInstance }[];
}

/** Assumed where an address has no prefix: what home and office networks mostly have. */
const USUAL_PREFIX = { 4: 24, 6: 64 } as const;

/** Every VRRP instance as a VIP; those of one sync group move together and are one. */
export function importVips(draft: Draft, nodes: readonly ImportNode[]): void {
  for (const group of movingTogether(instancesOf(nodes))) {
    const [first] = group;
    if (first === undefined) continue;
    const { name } = first;
    const key = specName(name, draft.spec.vips);
    const comment = first.perNode[0]?.instance.entry.comment;
    if (comment !== undefined && comment !== '')
      draft.comments.set(`vips/${key}`, [comment.replace(/^[#!]+\s?/, '')]);
    draft.spec.vips[key] = vipOf(draft, key, group);
  }
}

/** The same instance on several nodes has the same router id on the same family; a name alone may differ. */
function instancesOf(nodes: readonly ImportNode[]): Shared[] {
  const shared = new Map<string, { name: string; perNode: { node: ImportNode; instance: VrrpInstance }[] }>();
  for (const node of nodes) {
    for (const instance of node.instances) {
      const family = instance.addresses[0]?.family ?? 4;
      const key = instance.routerId === undefined ? instance.name : `${instance.routerId.value}/${family}`;
      const entry = shared.get(key) ?? { name: instance.name, perNode: [] };
      entry.perNode.push({ node, instance });
      shared.set(key, entry);
    }
  }
  return [...shared.values()];
}

/** A spec's VIP can have one instance a family. */
function movingTogether(all: readonly Shared[]): Shared[][] {
  const groups: Shared[][] = [];
  for (const shared of all) {
    const group = shared.perNode[0]?.instance.syncGroup;
    const family = familyOf(shared);
    const partner = groups.find(
      (others) =>
        group !== undefined &&
        others.every((other) => other.perNode[0]?.instance.syncGroup === group && familyOf(other) !== family),
    );
    if (partner === undefined) groups.push([shared]);
    else partner.push(shared);
  }
  return groups;
}

function familyOf({ perNode }: Shared): 4 | 6 {
  return perNode[0]?.instance.addresses[0]?.family ?? 4;
}

function vipOf(draft: Draft, name: string, group: readonly Shared[]): VipInput {
  const all = group.flatMap(({ perNode }) => perNode);
  const instances = all.map(({ instance }) => instance);
  const [main] = instances;
  const addresses = addressesOf(draft, group);
  const version =
    instances.some(({ version: said }) => said?.value === 3) || addresses.some((text) => text.includes(':'))
      ? 3
      : 2;
  const advertMs = Math.round((first(instances, 'advertSeconds')?.value ?? 1) * 1_000);
  const isManual = instances.some(({ noPreempt }) => noPreempt !== undefined);
  const delay = first(instances, 'preemptDelay')?.value ?? 0;
  const password = version === 2 ? first(instances, 'authPassword') : undefined;
  if (password !== undefined) {
    const message = `The password of ${name} (its first 8 characters are all that Keepalived uses) is read from the variable ${variableOf(name)} of the foundation's environment.`;
    tell(draft, 'import/secret', password.at, message);
  }
  for (const { instance } of all) tellVrrpRest(draft, name, instance);
  const interfaces = new Set(instances.flatMap((instance) => instance.interface?.value ?? []));
  const tracked = [
    ...new Set(
      instances.flatMap(({ tracks }) =>
        tracks.filter(({ kind }) => kind === 'interface').map((track) => track.name),
      ),
    ),
  ];
  const track = tracked.filter((one) => !interfaces.has(one));
  const routerId = main?.routerId?.value;
  return {
    ...(addresses.length === 1 ? { address: addresses[0] } : { addresses }),
    ...(track.length === 0 ? {} : { track }),
    failover: {
      advertise: printDuration(Math.min(Math.max(advertMs, 10), 40_000)),
      ...(isManual
        ? {}
        : { failback: 'automatic' as const, delay: delay === 0 ? '0s' : printDuration(delay * 1_000) }),
    },
    vrrp: {
      ...(version === 2 ? { version } : {}),
      ...(password === undefined ? {} : { password: { env: variableOf(name) } }),
      ...(routerId === undefined || routerId < 1 || routerId > 255 ? {} : { routerId }),
      ...prioritiesOf(draft, group),
    },
  };
}

function addressesOf(draft: Draft, group: readonly Shared[]): string[] {
  const seen = new Map<string, VirtualAddress>();
  for (const { perNode } of group) {
    for (const { instance } of perNode) {
      for (const address of [...instance.addresses, ...instance.excludedAddresses]) {
        if (!seen.has(address.address)) seen.set(address.address, address);
      }
    }
  }
  return [...seen.values()].flatMap((virtual) => {
    const { address, family, prefix, at } = virtual;
    if (family === undefined) {
      tell(draft, 'import/left-out', at, `${address} is no address that can be read, so no VIP has it.`);
      return [];
    }
    if (prefix !== undefined && prefix !== (family === 4 ? 32 : 128)) return [`${address}/${prefix}`];
    const assumed = prefixOfNodes(draft, family) ?? USUAL_PREFIX[family];
    const message = `${address} has no prefix here; /${assumed} is taken, so that it lies in the network of its interface.`;
    tell(draft, 'import/changed', at, message);
    return [`${address}/${assumed}`];
  });
}

/** The prefix that --address gave to a node. */
function prefixOfNodes({ spec }: Draft, family: 4 | 6): number | undefined {
  const texts = Object.values(spec.nodes).flatMap(({ address, addresses = [] }) => [
    address ?? '',
    ...addresses,
  ]);
  const match = texts.find((text) => text.includes('/') && text.includes(':') === (family === 6));
  return match === undefined ? undefined : Number(match.split('/')[1]);
}

/** A healthy node's priority: its own and what its tracks add. */
function prioritiesOf(draft: Draft, group: readonly Shared[]): { priorities?: Record<string, number> } {
  const priorities: Record<string, number> = {};
  for (const { node, instance } of group[0]?.perNode ?? []) {
    const base = instance.priority?.value ?? 100;
    const bonus = instance.tracks.reduce((sum, { weight }) => sum + Math.max(weight, 0), 0);
    priorities[node.name] = Math.min(base + bonus, 254);
  }
  const values = Object.values(priorities);
  const isUsable =
    values.every((value) => value >= 2 && value <= 253) && new Set(values).size === values.length;
  if (isUsable && values.length > 1) return { priorities };
  const last = group[0]?.perNode.at(-1)?.instance;
  if (last !== undefined && values.length > 1) {
    const message = `The priorities of ${last.name} (${values.join(' and ')}) give no order that a spec can keep: the nodes take the VIP in the order of the spec, ${Object.keys(priorities).join(', ')}.`;
    tell(draft, 'import/changed', last.priority?.at ?? last.at, message);
  }
  return {};
}

function first<Key extends 'advertSeconds' | 'preemptDelay' | 'authPassword'>(
  instances: readonly VrrpInstance[],
  key: Key,
): VrrpInstance[Key] | undefined {
  return instances.find((instance) => (instance[key] as Said<unknown> | undefined) !== undefined)?.[key];
}

function variableOf(vip: string): string {
  return `VRRP_PASSWORD_${vip.replaceAll(/[^A-Za-z0-9]/g, '_').toUpperCase()}`;
}
