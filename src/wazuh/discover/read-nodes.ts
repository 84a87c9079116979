import { parseIp, unusableAs } from '../../base/address.ts';
import { isManagerName } from '../../site/presets/wazuh/manager-name.ts';
import { plainWords } from '../api/plain-words.ts';
import type { ClusterNode } from '../api/wazuh-client.ts';
import type { DiscoverFacts, ManagerFinding } from './discovery.ts';

/** A manager that could be a server. */
export interface Candidate {
  readonly name: string;
  readonly address: string;
  readonly role: 'master' | 'worker';
}

export interface ReadNodes {
  readonly candidates: readonly Candidate[];
  /** Names that are listed, whether their address can be used or not. */
  readonly listed: ReadonlySet<string>;
  readonly findings: readonly ManagerFinding[];
}

/** More managers than a cluster of Wazuh has ever had; an answer with more is a mistake, or worse. */
const MOST = 200;

/** What the cluster says, as far as it can be believed. Those that are known already go before new ones. */
export function readNodes(facts: DiscoverFacts, nodes: readonly ClusterNode[]): ReadNodes {
  const named = nodes.filter(({ name }) => isManagerName(name));
  const findings = nameFindings(nodes);
  const rank = ({ name }: ClusterNode) => (isKnown(facts, name) ? 0 : 1);
  const unique = [...new Map(named.map((node) => [node.name, node])).values()].sort(
    (left, right) => rank(left) - rank(right) || (left.name < right.name ? -1 : 1),
  );
  if (unique.length > MOST) findings.push(tooMany(unique.length));
  const believed = unique.slice(0, MOST);
  const owners = new Map(facts.taken.map((address) => [address, 'the balancer itself']));
  for (const [name, address] of Object.entries(facts.cluster.managers))
    owners.set(address, `manager ${name}`);
  const candidates: Candidate[] = [];
  for (const { name, type, ip } of believed) {
    if (Object.hasOwn(facts.cluster.managers, name)) continue;
    const override = ownOf(facts.cluster.addresses, name);
    const { address, why } = override === undefined ? usable(ip) : { address: override, why: undefined };
    const owner = address === undefined ? undefined : owners.get(address);
    if (address === undefined || owner !== undefined) {
      findings.push(badAddress(name, ip, why ?? `the address of ${owner}`));
      continue;
    }
    owners.set(address, `manager ${name}`);
    candidates.push({ name, address, role: type === 'master' ? 'master' : 'worker' });
  }
  return { candidates, listed: new Set(believed.map(({ name }) => name)), findings };
}

function isKnown({ cluster, wished }: DiscoverFacts, name: string): boolean {
  return Object.hasOwn(cluster.managers, name) || (ownOf(wished, name)?.address ?? null) !== null;
}

/** Names are a stranger's: `constructor` is none of a record's own. */
export function ownOf<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function usable(ip: string): { readonly address?: string; readonly why?: string } {
  const parsed = parseIp(ip);
  if (parsed === undefined) return { why: ip === '' ? 'empty' : 'no IP address' };
  const why = unusableAs({ ...parsed, prefix: parsed.family === 4 ? 32 : 128 });
  return why === undefined ? { address: parsed.address } : { why };
}

function badAddress(name: string, ip: string, why: string): ManagerFinding {
  return {
    code: 'wazuh/manager-address',
    about: `manager/${name}`,
    message: `The cluster says that manager ${name} is at "${plainWords(ip, 64)}", which is ${why}: it gets no agents.`,
    remedy: `Write the address that the balancer reaches it by into the spec: wazuh.addresses.${name}.`,
  };
}

function nameFindings(nodes: readonly ClusterNode[]): ManagerFinding[] {
  const bad = nodes.filter(({ name }) => !isManagerName(name)).map(({ name }) => `"${plainWords(name, 40)}"`);
  if (bad.length === 0) return [];
  const more = bad.length > 3 ? ` and ${bad.length - 3} more` : '';
  return [
    {
      code: 'wazuh/manager-name',
      about: 'managers',
      message: `The cluster has nodes with names that no server can have (${bad.slice(0, 3).join(', ')}${more}): they get no agents.`,
      remedy:
        'Give them a node_name of letters, digits, "_", "." and "-", at most 63, in the ossec.conf of each.',
    },
  ];
}

function tooMany(count: number): ManagerFinding {
  return {
    code: 'wazuh/too-many-managers',
    about: 'managers',
    message: `The cluster tells of ${count} nodes; the first ${MOST} are believed, those that are known already before others.`,
    remedy: 'See that wazuh.api.urls leads to the right cluster.',
  };
}
