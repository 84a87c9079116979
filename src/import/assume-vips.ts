import { parseIp, unusableAs } from '../base/address.ts';
import type { Span } from '../base/text-range.ts';
import type { HaproxyMeaning } from '../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../engines/haproxy/meaning/span-of.ts';
import { type Draft, tell } from './draft.ts';
import { specName } from './spec-name.ts';

/** Without keepalived.conf the addresses that HAProxy binds are taken for the VIPs; `*` alone names none. */
export function assumeVips(draft: Draft, haproxy: HaproxyMeaning | undefined, start: Span): void {
  const seen = new Set<string>();
  for (const bind of haproxy?.proxies.flatMap(({ binds }) => binds) ?? []) {
    for (const { kind, address } of bind.addresses) {
      const ip = kind === 'ip' ? parseIp(address) : undefined;
      if (ip === undefined || seen.has(address) || unusableAs({ ...ip, prefix: 32 }) !== undefined) continue;
      seen.add(address);
      const prefix = ip.family === 4 ? 24 : 64;
      draft.spec.vips[specName('edge', draft.spec.vips)] = { address: `${ip.address}/${prefix}` };
      const message = `${address} is taken for a VIP, with /${prefix}: HAProxy binds it, and no keepalived.conf was given.`;
      tell(draft, 'import/changed', spanOf(bind.statement), message);
    }
  }
  if (seen.size > 0) return;
  tell(draft, 'import/no-vip', start, 'No file names a virtual address.');
  draft.spec.vips['edge'] = { address: 'address-of-edge/24' };
}
