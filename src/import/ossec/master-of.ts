import { isHostName, parseIp } from '../../base/address.ts';
import type { OssecElement } from '../../foreign/ossec/grammar/source.ts';
import { isPlaceholder, optionOf } from '../../foreign/ossec/meaning/sections.ts';
import { type Draft, tell } from '../draft.ts';
import type { HelperProxies } from './helper-proxies.ts';

export interface Master {
  readonly name: string;
  /** undefined = no file says it. */
  readonly address: string | undefined;
  /** The master alone: `managers` of the spec. */
  readonly managers: Readonly<Record<string, string>>;
}

/** Where no file says the address, the spec gets words that no command accepts. */
export function masterOf(draft: Draft, cluster: OssecElement, { managers = {} }: HelperProxies): Master {
  const written = optionOf(cluster, 'node_name')?.text.trim() ?? '';
  // Wazuh's default; a name in capitals is a name.
  const said = written === '' || written.includes('<') ? 'node01' : written;
  const name = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(said) ? said : 'master';
  const at = optionOf(cluster, 'node_name')?.textAt ?? cluster.at;
  if (name !== said)
    tell(
      draft,
      'import/changed',
      at,
      `The node's name "${said}" is none that a spec can hold; it is called master.`,
    );
  const address = addressOf(cluster) ?? managers[said];
  if (address === undefined) {
    const place = optionOf(cluster, 'nodes')?.at ?? cluster.at;
    tell(
      draft,
      'import/unknown-address',
      place,
      `No file says which address the master ${name} has: write it under wazuh.managers and wazuh.api.urls.`,
    );
  }
  return { name, address, managers: { [name]: address ?? `address of ${name}` } };
}

/** Of the first node of the cluster's list, which is the master's own address. */
function addressOf(cluster: OssecElement): string | undefined {
  const nodes = optionOf(cluster, 'nodes');
  const word = nodes?.children.find(({ name }) => name === 'node')?.text.trim() ?? '';
  if (isPlaceholder(word) || word === 'NODE_IP') return undefined;
  const ip = parseIp(word);
  if (ip !== undefined) return /^(?:127\.|0\.0\.0\.0$|::1?$)/.test(ip.address) ? undefined : ip.address;
  return isHostName(word) && word !== 'localhost' ? word : undefined;
}
