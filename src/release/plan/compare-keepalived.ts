import type { SourceEntry } from '../../engines/keepalived/grammar/source.ts';
import { versionOf } from '../../engines/keepalived/meaning/in-force.ts';
import type { KeepalivedMeaning, VrrpInstance } from '../../engines/keepalived/meaning/meaning.ts';
import { compareLooseLines, compareOtherBlocks } from './compare-blocks.ts';
import { type Moves, reasonOf, vipKey } from './compare-foundation.ts';
import { compareSettings } from './compare-settings.ts';
import type { Found } from './found.ts';
import { type InstanceRule, instanceRule } from './instance-rules.ts';
import { linesOfEntry, meaningOf, vipOf, vipWords } from './keepalived-blocks.ts';
import type { LineRef } from './plan.ts';
import { settingWords } from './setting-words.ts';

/** What Keepalived has to do otherwise. */
export function compareKeepalived(before: string, after: string, moves: Moves): Found[] {
  const [former, next] = [meaningOf(before), meaningOf(after)];
  return [
    ...compareInstances(former, next, moves),
    ...compareOtherBlocks(former, next),
    ...compareLooseLines(former, next),
  ];
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

function head(side: LineRef['side'], entry: SourceEntry): LineRef {
  return { side, line: entry.words[0]?.line ?? 0 };
}
