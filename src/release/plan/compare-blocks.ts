import type { KeepalivedBlock, KeepalivedMeaning } from '../../engines/keepalived/meaning/meaning.ts';
import { vipKey } from './compare-foundation.ts';
import { compareSettings, without } from './compare-settings.ts';
import type { Found } from './found.ts';
import type { InstanceRule } from './instance-rules.ts';
import { linesOfEntry, looseSettings, vipOf } from './keepalived-blocks.ts';
import type { LineRef } from './plan.ts';
import { settingWords } from './setting-words.ts';

/** Lines outside all blocks: they may bring other files in, or define what stands in a block. */
export function compareLooseLines(former: KeepalivedMeaning, next: KeepalivedMeaning): Found[] {
  const loose = (side: LineRef['side'], { sources }: KeepalivedMeaning) =>
    looseSettings(
      side,
      sources.flatMap(({ entries }) => entries),
    );
  const [was, becomes] = [loose('before', former), loose('after', next)];
  const differing = [...without(was, becomes), ...without(becomes, was)];
  if (differing.length === 0) return [];
  return [
    {
      key: 'text/keepalived.conf/loose',
      impact: 'vip-interrupted',
      text: `Keepalived: lines outside all blocks differ (${differing.map(({ keyword }) => keyword).join(', ')})`,
      reason: 'what they change in the blocks is not known here',
      lines: differing.flatMap(({ lines }) => lines),
    },
  ];
}

/** All but the instances, by kind and name. */
export function compareOtherBlocks(former: KeepalivedMeaning, next: KeepalivedMeaning): Found[] {
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
