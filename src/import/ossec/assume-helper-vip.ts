import { parseIp } from '../../base/address.ts';
import type { OssecSource } from '../../foreign/ossec/grammar/source.ts';
import { helperOf, helperWord } from '../../foreign/ossec/meaning/helper.ts';
import { optionOf } from '../../foreign/ossec/meaning/sections.ts';
import type { Bound } from '../assume-vips.ts';

/** Where the helper finds HAProxy the agents find it as well, unless it is the manager's own host. */
export function assumeHelperVip(sources: readonly OssecSource[]): readonly Bound[] {
  return sources.flatMap((source): Bound[] => {
    const helper = helperOf(source);
    const address = helper === undefined ? undefined : helperWord(helper, 'haproxy_address');
    const at = helper === undefined ? undefined : optionOf(helper.element, 'haproxy_address')?.textAt;
    if (address === undefined || at === undefined || parseIp(address) === undefined) return [];
    return [{ address, engine: 'Wazuh', at }];
  });
}
