import { parseIp, widthOf } from '../../../base/address.ts';
import type { SourceEntry } from '../grammar/source.ts';
import { entrySpan } from '../grammar/word-span.ts';
import { blockOf, headSpan, isSet, lastOf, linesOf, numberOf, saidBy, textOf } from './entries.ts';
import type { KeepalivedBlock, Said, VirtualAddress, VrrpInstance } from './meaning.ts';
import { readTracks, type TrackedWeights } from './read-tracks.ts';

/** What other blocks say of an instance. */
export interface AroundInstance {
  readonly weights: TrackedWeights;
  /** Global `vrrp_version`. */
  readonly version: Said<number> | undefined;
  /** Name of the group by name of the instance. */
  readonly groupOf: ReadonlyMap<string, string>;
}

export function readInstance(path: string, entry: SourceEntry, around: AroundInstance): VrrpInstance {
  const block = blockOf(path, entry);
  const name = block.name ?? '';
  const authentication = innerBlock(block, 'authentication');
  const noPreempt = lastOf(block, 'nopreempt');
  return {
    ...block,
    name,
    at: headSpan(path, entry),
    state: textOf(block, 'state'),
    interface: textOf(block, 'interface'),
    routerId: numberOf(block, 'virtual_router_id'),
    priority: numberOf(block, 'priority'),
    advertSeconds: numberOf(block, 'advert_int'),
    version: numberOf(block, 'version') ?? around.version,
    authType: authentication && textOf(authentication, 'auth_type'),
    authPassword: authentication && textOf(authentication, 'auth_pass'),
    addresses: addressesIn(block, 'virtual_ipaddress'),
    excludedAddresses: addressesIn(block, 'virtual_ipaddress_excluded'),
    unicastSource: textOf(block, 'unicast_src_ip'),
    unicastPeers: linesOf(block, 'unicast_peer').flatMap(({ words: [peer] }) =>
      peer === undefined ? [] : [canonical(saidBy(path, peer))],
    ),
    noPreempt:
      noPreempt !== undefined && isSet(block, 'nopreempt')
        ? { value: true, at: entrySpan(path, noPreempt) }
        : undefined,
    preemptDelay: numberOf(block, 'preempt_delay'),
    tracks: readTracks(block, around.weights),
    notifies: notifiesIn(block),
    syncGroup: around.groupOf.get(name),
  };
}

function innerBlock(block: KeepalivedBlock, keyword: string): KeepalivedBlock | undefined {
  const entry = lastOf(block, keyword);
  return entry === undefined ? undefined : blockOf(block.path, entry);
}

function notifiesIn({ entry, path }: KeepalivedBlock): VrrpInstance['notifies'] {
  return (entry.block ?? [])
    .filter(({ words: [keyword] }) =>
      /^notify(?:_(?:master|backup|fault|stop|deleted|master_rx_lower_pri))?$/.test(keyword?.value ?? ''),
    )
    .map((line) => ({ event: line.words[0]?.value ?? '', entry: line, at: entrySpan(path, line) }));
}

function addressesIn(block: KeepalivedBlock, keyword: string): readonly VirtualAddress[] {
  return linesOf(block, keyword).flatMap((line) => {
    const [address] = line.words;
    if (address === undefined) return [];
    const device = line.words.findIndex(({ value }) => value === 'dev');
    return [
      {
        ...addressIn(address.value),
        device: device < 0 ? undefined : line.words[device + 1]?.value,
        at: entrySpan(block.path, { ...line, words: [address] }),
      },
    ];
  });
}

function addressIn(text: string): Pick<VirtualAddress, 'address' | 'family' | 'prefix'> {
  const [host = '', prefix] = text.split('/');
  const ip = parseIp(host);
  const length = /^\d{1,3}$/.test(prefix ?? '') ? Number(prefix) : undefined;
  const isLength = ip !== undefined && length !== undefined && length <= widthOf(ip.family);
  return { address: ip?.address ?? host, family: ip?.family, prefix: isLength ? length : undefined };
}

function canonical(said: Said<string>): Said<string> {
  return { ...said, value: parseIp(said.value)?.address ?? said.value };
}
