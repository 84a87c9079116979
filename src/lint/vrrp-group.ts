import { type Ip, parseIp } from '../base/address.ts';
import type { Span } from '../base/text-range.ts';
import type { SourceEntry } from '../engines/keepalived/grammar/source.ts';
import { wordSpan } from '../engines/keepalived/grammar/word-span.ts';
import type {
  KeepalivedMeaning,
  Said,
  VirtualAddress,
  VrrpInstance,
} from '../engines/keepalived/meaning/meaning.ts';
import type { LintNode, LintSite } from './lint-site.ts';

/** One node's instance of a VIP. */
export interface Member {
  readonly node: LintNode;
  readonly keepalived: KeepalivedMeaning;
  readonly instance: VrrpInstance;
}

/** The instances that share a VIP, one on each of two or more nodes. */
export type VrrpGroup = readonly [Member, Member, ...Member[]];

/**
 * Every instance whose lines are all known: nothing in it, nor the VRRP version for all, stands under a condition or a
 * definition from elsewhere.
 */
export function membersOf(site: LintSite): Member[] {
  return site.nodes.flatMap((node) => {
    const { keepalived } = node;
    const isOpen = keepalived?.globals.some(({ unknown }) =>
      unknown.some((word) => DECIDES_FOR_ALL.has(word)),
    );
    if (keepalived === undefined || isOpen === true) return [];
    return keepalived.instances
      .filter(({ entry }) => isKnown(entry))
      .map((instance) => ({ node, keepalived, instance }));
  });
}

/** Keywords of global_defs that change what an instance says; `*` = any. */
const DECIDES_FOR_ALL = new Set(['vrrp_version', '*']);

/**
 * Instances of different nodes that share an address. A node that has two of them in one group (the same address in two
 * instances) makes the group meaningless: it is left out.
 */
export function vrrpGroups(site: LintSite): VrrpGroup[] {
  const groups: Member[][] = [];
  for (const member of membersOf(site)) {
    const joined = groups.filter((group) => group.some((other) => sharesVip(member, other)));
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push([...joined.flat(), member]);
  }
  return groups.filter((group): group is [Member, Member, ...Member[]] => {
    return group.length > 1 && new Set(group.map(({ node }) => node.name)).size === group.length;
  });
}

function isKnown(entry: SourceEntry): boolean {
  if (entry.isConditional || entry.isOpen || entry.words.some(({ isOpen }) => isOpen)) return false;
  return (entry.block ?? []).every((inner) => isKnown(inner));
}

export function sharesVip(left: Member, right: Member): boolean {
  const theirs = new Set(vipsOf(right.instance).map(({ address }) => address));
  return vipsOf(left.instance).some(({ address }) => theirs.has(address));
}

/** The addresses that are advertised and those that are not. */
export function vipsOf(instance: VrrpInstance): VirtualAddress[] {
  return [...instance.addresses, ...instance.excludedAddresses];
}

/** `VIP 10.0.0.100`, `VIPs 10.0.0.100 and 10.0.0.101`, `VIPs 10.0.0.100, 10.0.0.101 and 3 more`. */
export function sayVips(instance: VrrpInstance): string {
  const texts = vipsOf(instance).map(({ address }) => address);
  if (texts.length < 2) return `VIP ${texts[0] ?? `of ${instance.name}`}`;
  if (texts.length > 3) return `VIPs ${texts[0]}, ${texts[1]} and ${texts.length - 2} more`;
  return `VIPs ${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

/** Where something stands, for the middle of a sentence: `lb1/keepalived.conf:12`. */
export function sayPlace({ path, line }: Span): string {
  return `${path}:${line}`;
}

/** Keepalived's default. */
export const DEFAULT_PRIORITY = 100;

/** undefined = written out of range: Keepalived takes another one. */
export function baseOf({ priority }: VrrpInstance): number | undefined {
  if (priority === undefined) return DEFAULT_PRIORITY;
  const { value } = priority;
  return Number.isInteger(value) && value >= 1 && value <= 255 ? value : undefined;
}

/** 2 or 3. Without a word of it Keepalived takes 2, and 3 where the VIPs are IPv6. */
export function versionOf({ version, addresses }: VrrpInstance): number {
  return version?.value ?? (addresses[0]?.family === 6 ? 3 : 2);
}

/** Seconds between two adverts; version 2 knows only whole ones (measured: 0.3 becomes 1). */
export function advertSecondsOf(instance: VrrpInstance): number {
  const said = instance.advertSeconds?.value ?? 1;
  return versionOf(instance) === 2 ? Math.max(1, Math.round(said)) : said;
}

/** Keepalived drops `nopreempt` where the state is MASTER (it says so when it starts). */
export function preempts({ noPreempt, state }: VrrpInstance): boolean {
  return noPreempt === undefined || state?.value === 'MASTER';
}

/** unicast_src_ip; undefined = not said, or no address. Keepalived reads over a prefix behind it. */
export function sourceOf({ unicastSource }: VrrpInstance): Ip | undefined {
  return unicastSource === undefined ? undefined : ipOf(unicastSource.value);
}

/** Of each unicast peer; undefined where it is no address. */
export function peersOf({ unicastPeers }: VrrpInstance): (Ip | undefined)[] {
  return unicastPeers.map(({ value }) => ipOf(value));
}

function ipOf(text: string): Ip | undefined {
  return parseIp(text.replace(/\/\d+$/, ''));
}

export function isUnicast({ unicastPeers }: VrrpInstance): boolean {
  return unicastPeers.length > 0;
}

/** Every member that says something else than the first; empty when one of them does not tell. */
export function differing<T extends string | number | boolean>(
  group: VrrpGroup,
  valueOf: (member: Member) => T | undefined,
): { readonly first: Member; readonly firstValue: T; readonly other: Member; readonly value: T }[] {
  const [first, ...others] = group;
  const firstValue = valueOf(first);
  if (firstValue === undefined) return [];
  return others.flatMap((other) => {
    const value = valueOf(other);
    return value === undefined || value === firstValue ? [] : [{ first, firstValue, other, value }];
  });
}

/** `router_id` of global_defs: what the node calls itself. */
export function nodeNameOf({ keepalived }: Member): Said<string> | undefined {
  for (const { path, entry } of keepalived.globals) {
    for (const { words, isConditional } of entry.block ?? []) {
      const [keyword, name] = words;
      if (keyword?.value !== 'router_id' || name === undefined) continue;
      if (isConditional || name.isOpen) return undefined;
      return { value: name.value, at: wordSpan(path, name) };
    }
  }
  return undefined;
}
