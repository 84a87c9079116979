import type { SourceEntry } from '../../engines/keepalived/grammar/source.ts';
import { versionOf } from '../../engines/keepalived/meaning/in-force.ts';
import type {
  KeepalivedBlock,
  KeepalivedMeaning,
  VrrpInstance,
} from '../../engines/keepalived/meaning/meaning.ts';
import { type Moves, reasonOf, vipKey } from './compare-foundation.ts';
import type { Found } from './found.ts';
import { type InstanceRule, instanceRule } from './instance-rules.ts';
import {
  braceLines,
  linesOfEntry,
  meaningOf,
  type Setting,
  settingsOf,
  vipOf,
  vipWords,
} from './keepalived-blocks.ts';
import type { LineRef } from './plan.ts';
import { settingWords } from './setting-words.ts';

/** What Keepalived has to do otherwise. */
export function compareKeepalived(before: string, after: string, moves: Moves): Found[] {
  const [former, next] = [meaningOf(before), meaningOf(after)];
  return [...compareInstances(former, next, moves), ...compareOtherBlocks(former, next)];
}

function compareInstances(former: KeepalivedMeaning, next: KeepalivedMeaning, moves: Moves): Found[] {
  const pairs = next.instances.map((instance) => [partnerOf(instance, former, next), instance] as const);
  const partners = new Set(pairs.map(([partner]) => partner));
  return [
    ...pairs.flatMap(([partner, instance]) =>
      partner === undefined
        ? [whole('after', instance, { impact: 'reload' })]
        : compareInstance(former, partner, next, instance, moves),
    ),
    ...former.instances
      .filter((instance) => !partners.has(instance))
      .map((instance) =>
        whole('before', instance, { impact: 'vip-interrupted', reason: 'its address goes away' }),
      ),
  ];
}

/** The same name; else one without a namesake that speaks as the same router: Keepalived keeps its state (measured). */
function partnerOf(
  instance: VrrpInstance,
  former: KeepalivedMeaning,
  next: KeepalivedMeaning,
): VrrpInstance | undefined {
  const namesake = former.instances.find(({ name }) => name === instance.name);
  if (namesake !== undefined) return namesake;
  const family = ({ addresses }: VrrpInstance) => addresses[0]?.family;
  return former.instances.find(
    (other) =>
      !next.instances.some(({ name }) => name === other.name) &&
      other.routerId?.value === instance.routerId?.value &&
      other.interface?.value === instance.interface?.value &&
      family(other) === family(instance),
  );
}

function compareInstance(
  beforeMeaning: KeepalivedMeaning,
  former: VrrpInstance,
  afterMeaning: KeepalivedMeaning,
  next: VrrpInstance,
  moves: Moves,
): Found[] {
  const version = Math.min(versionOf(beforeMeaning, former) ?? 2, versionOf(afterMeaning, next) ?? 2);
  const isAlone = former.unicastPeers.length === 0 || next.unicastPeers.length === 0;
  const vip = vipOf(next);
  const found = compareSettings(former.entry, next.entry, (keyword, removed, added) => {
    const rule =
      keyword === 'priority'
        ? priorityRule(moves[vip] ?? [])
        : instanceRule(keyword, { removed, added, version, isAlone });
    const what =
      keyword === 'virtual_ipaddress' || keyword === 'virtual_ipaddress_excluded' ? 'addresses' : keyword;
    return {
      ...rule,
      key: vipKey(vip, what),
      text: `${vipWords(next)}: ${settingWords(keyword, removed, added)}`,
      origin: `vips/${vip}`,
    };
  });
  if (former.name === next.name) return found;
  const renamed: Found = {
    key: vipKey(vip, 'whole'),
    impact: 'reload',
    text: `${vipWords(former)} is called ${vip} from now on`,
    reason: 'the router id and the addresses stay, so does the holder',
    origin: `vips/${vip}`,
    lines: [head('before', former.entry), head('after', next.entry)],
  };
  return [renamed, ...found];
}

function priorityRule(moves: Moves[string]): InstanceRule {
  return moves.length === 0 ? { impact: 'reload' } : { impact: 'vip-moves', reason: reasonOf(moves) };
}

function whole(side: LineRef['side'], instance: VrrpInstance, rule: InstanceRule): Found {
  const addresses = instance.addresses.concat(instance.excludedAddresses).map(({ address }) => address);
  return {
    ...rule,
    key: vipKey(vipOf(instance), 'whole'),
    text: `${vipWords(instance)} ${addresses.join(', ')} is ${side === 'after' ? 'added' : 'removed'}`,
    origin: `vips/${vipOf(instance)}`,
    lines: linesOfEntry(side, instance.entry),
  };
}

/** All but the instances, by kind and name. */
function compareOtherBlocks(former: KeepalivedMeaning, next: KeepalivedMeaning): Found[] {
  const [was, becomes] = [otherBlocks(former), otherBlocks(next)];
  return [
    ...[...becomes].flatMap(([key, block]) => {
      const other = was.get(key);
      if (other === undefined) return [wholeBlock('after', block, joinsRunning(block, former))];
      return compareSettings(other.entry, block.entry, (keyword, removed, added) => ({
        ...blockRule(block.kind, keyword),
        key: `keepalived/${key}/${keyword}`,
        text: `${blockWords(block)}: ${settingWords(keyword, removed, added)}`,
      }));
    }),
    ...[...was].filter(([key]) => !becomes.has(key)).map(([, block]) => wholeBlock('before', block, false)),
  ];
}

function otherBlocks({ blocks }: KeepalivedMeaning): Map<string, KeepalivedBlock> {
  const map = new Map<string, KeepalivedBlock>();
  for (const block of blocks) {
    if (block.kind === 'vrrp_instance') continue;
    let key = `${block.kind} ${block.name ?? ''}`;
    while (map.has(key)) key += ' again';
    map.set(key, block);
  }
  return map;
}

/** The block groups an instance that runs already. */
function joinsRunning(block: KeepalivedBlock, { instances }: KeepalivedMeaning): boolean {
  if (block.kind !== 'vrrp_sync_group') return false;
  return instances.some((instance) => vipOf(instance) === block.name);
}

/** A group that begins while its members run makes the holder let go for 170 ms (measured); one that ends does not. */
function wholeBlock(side: LineRef['side'], block: KeepalivedBlock, joins: boolean): Found {
  const isGroup = block.kind === 'vrrp_sync_group';
  const text = `${blockWords(block)} is ${side === 'after' ? 'added' : 'removed'}`;
  const vip = block.name ?? '';
  const rule: InstanceRule = joins
    ? {
        impact: 'vip-interrupted',
        reason: 'instances that are joined while they run let their addresses go for a moment',
      }
    : { impact: 'reload' };
  // A VIP's own blocks come and go with it.
  const belongs = isGroup || block.kind === 'track_file';
  return {
    ...rule,
    key: belongs ? vipKey(vip, isGroup ? 'group' : 'whole') : `keepalived/${block.kind} ${vip}`,
    text,
    origin: belongs ? `vips/${vip}` : undefined,
    lines: linesOfEntry(side, block.entry),
  };
}

function blockRule(kind: string, keyword: string): InstanceRule {
  if (kind === 'global_defs' && keyword === 'vrrp_version') {
    return {
      impact: 'vip-interrupted',
      reason: 'nodes that speak different versions do not understand each other',
    };
  }
  if (kind === 'vrrp_sync_group') {
    return {
      impact: 'vip-interrupted',
      reason: 'instances that are joined while they run let their addresses go for a moment',
    };
  }
  return { impact: 'reload' };
}

function blockWords({ kind, name }: KeepalivedBlock): string {
  if (kind === 'global_defs') return 'Keepalived';
  if (kind === 'vrrp_sync_group') return `VIP ${name}, the group of its families,`;
  if (kind === 'track_file' || kind === 'vrrp_track_file')
    return `VIP ${name}, the file that tells its health,`;
  return name === undefined ? kind : `${kind} ${name}`;
}

type Tell = (keyword: string, removed: readonly Setting[], added: readonly Setting[]) => Omit<Found, 'lines'>;

function compareSettings(former: SourceEntry, next: SourceEntry, tell: Tell): Found[] {
  const [was, becomes] = [settingsOf('before', former), settingsOf('after', next)];
  const keywords = new Set([...was, ...becomes].map(({ keyword }) => keyword));
  return [...keywords].flatMap((keyword) => {
    const [old, young] = [was, becomes].map((list) => list.filter((one) => one.keyword === keyword));
    const removed = without(old ?? [], young ?? []);
    const added = without(young ?? [], old ?? []);
    const isMoved =
      removed.length + added.length === 0 &&
      old?.map(({ words }) => words).join('\n') !== young?.map(({ words }) => words).join('\n');
    if (removed.length + added.length === 0 && !isMoved) return [];
    const lines = (isMoved ? [...(old ?? []), ...(young ?? [])] : [...removed, ...added]).flatMap(
      (one) => one.lines,
    );
    const braces = [...braceLines('before', former, keyword), ...braceLines('after', next, keyword)];
    return [
      {
        ...tell(keyword, isMoved ? (old ?? []) : removed, isMoved ? (young ?? []) : added),
        lines: [...lines, ...braces],
      },
    ];
  });
}

function without(list: readonly Setting[], others: readonly Setting[]): Setting[] {
  return list.filter(({ words }) => !others.some((other) => other.words === words));
}

function head(side: LineRef['side'], entry: SourceEntry): LineRef {
  return { side, line: entry.words[0]?.line ?? 0 };
}
