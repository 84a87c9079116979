import { parseIp } from '../base/address.ts';
import type { Span } from '../base/text-range.ts';
import { type Draft, type NodeInput, tell } from './draft.ts';
import type { ImportNode } from './import-node.ts';
import { specName } from './spec-name.ts';

const USUAL_INTERFACE = 'eth0';

/**
 * The nodes of the spec, the one of highest priority first. Addresses come from `given`, else from unicast_src_ip, else
 * from the peers that the other node names. An address that nobody knows is told, and its place is left to a person.
 */
export function importNodes(
  draft: Draft,
  nodes: readonly ImportNode[],
  given: ReadonlyMap<string, string>,
  start: Span,
): ImportNode[] {
  const named = withPeers(preferredFirst(nodes), given);
  return named.map((node) => {
    const name = specName(node.name, draft.spec.nodes);
    draft.spec.nodes[name] = inputOf(draft, { ...node, name }, named, given, start);
    return { ...node, name };
  });
}

/** The node of highest priority first: what it does is what clients know. */
export function preferredFirst(nodes: readonly ImportNode[]): ImportNode[] {
  return [...nodes].sort((left, right) => priorityOf(right) - priorityOf(left));
}

/** One node alone names the other as its peer; a site has at least two. */
function withPeers(nodes: readonly ImportNode[], given: ReadonlyMap<string, string>): ImportNode[] {
  const names = nodes.map(({ name }, index) => (name === '.' ? `lb${index + 1}` : name));
  const known = nodes.map((node, index) => ({ ...node, name: names[index] ?? node.name }));
  const others = [...given.keys()].filter((name) => !names.includes(name));
  const missing = known.length < 2 && others.length === 0 ? [names.includes('lb2') ? 'lb1' : 'lb2'] : others;
  return [
    ...known,
    ...missing.map((name) => ({
      name,
      haproxy: undefined,
      keepalived: undefined,
      nginx: undefined,
      nginxFiles: [],
      instances: [],
    })),
  ];
}

function priorityOf({ instances }: ImportNode): number {
  const [instance] = instances;
  return instance?.priority?.value ?? (instance?.state?.value === 'MASTER' ? 100 : 0);
}

function inputOf(
  draft: Draft,
  node: ImportNode,
  all: readonly ImportNode[],
  given: ReadonlyMap<string, string>,
  start: Span,
): NodeInput {
  const names = new Set(node.instances.flatMap((instance) => instance.interface?.value ?? []));
  const fallback = all.flatMap(({ instances }) => instances[0]?.interface?.value ?? [])[0] ?? USUAL_INTERFACE;
  const [main = fallback] = names;
  const said = given.get(node.name);
  const sources = new Set(said === undefined ? ownAddresses(node, all) : said.split(','));
  if (sources.size === 0) {
    const at = node.instances[0]?.at ?? start;
    tell(draft, 'import/unknown-address', at, `No file says which address node ${node.name} has on ${main}.`);
    return { address: `address-of-${node.name}`, interface: main };
  }
  const [only] = sources;
  return sources.size === 1 && only !== undefined
    ? { address: only, interface: main }
    : { addresses: [...sources], interface: main };
}

function ownAddresses(node: ImportNode, all: readonly ImportNode[]): string[] {
  const own = node.instances.flatMap(({ unicastSource }) => unicastSource?.value ?? []);
  const fromOthers = all
    .filter((other) => other !== node && other.name !== node.name)
    .flatMap(({ instances }) =>
      instances.flatMap(({ unicastPeers }) => unicastPeers.map(({ value }) => value)),
    );
  // With two nodes the peer of one is the other.
  const addresses = own.length > 0 || all.length !== 2 ? own : fromOthers;
  return [...new Set(addresses.flatMap((text) => parseIp(text)?.address ?? []))];
}
