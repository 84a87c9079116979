import type { SourceEntry } from '../grammar/source.ts';
import { isKnown, isSet, lastOf } from './entries.ts';
import type { KeepalivedMeaning, VrrpInstance } from './meaning.ts';

/** The entry of a keyword in global_defs that counts. */
export function globalOf({ globals }: KeepalivedMeaning, keyword: string): SourceEntry | undefined {
  return globals.map((block) => lastOf(block, keyword)).findLast((entry) => entry !== undefined);
}

/** True when a keyword of global_defs stands there and is not off. */
export function isGlobalSet({ globals }: KeepalivedMeaning, keyword: string): boolean {
  return globals.some((block) => isSet(block, keyword));
}

/** True when global_defs tell all there is to a keyword. */
export function isGlobalKnown({ globals, isPartial }: KeepalivedMeaning, keyword: string): boolean {
  return !isPartial && globals.every((block) => isKnown(block, keyword));
}

/**
 * The priority an instance begins with: its own, else 100, but 255 for `state MASTER` (measured with 2.2.7: it becomes the
 * address owner); NaN when it cannot be read; undefined when it is not known.
 */
export function priorityOf(instance: VrrpInstance): number | undefined {
  if (!isKnown(instance, 'priority') || !isKnown(instance, 'state')) return undefined;
  return instance.priority?.value ?? (instance.state?.value === 'MASTER' ? 255 : 100);
}

/** The version of VRRP an instance speaks; undefined when it is not known. Instances of IPv6 always speak 3. */
export function versionOf(meaning: KeepalivedMeaning, instance: VrrpInstance): number | undefined {
  if (instance.addresses[0]?.family === 6) return 3;
  if (instance.version !== undefined) return instance.version.value;
  const isAllSaid = isKnown(instance, 'version') && isKnown(instance, 'virtual_ipaddress');
  return isAllSaid && isGlobalKnown(meaning, 'vrrp_version') ? 2 : undefined;
}
