import { parseIp, unusableAs } from '../base/address.ts';
import type { Span } from '../base/text-range.ts';
import { type Draft, tell } from './draft.ts';
import { specName } from './spec-name.ts';

/** An address on which an engine listens. */
export interface Bound {
  readonly address: string;
  readonly engine: 'HAProxy' | 'nginx' | 'Wazuh';
  readonly at: Span;
}

const VERBS = {
  HAProxy: 'binds it',
  nginx: 'listens on it',
  Wazuh: 'finds HAProxy there (haproxy_address)',
} as const;

/** Without keepalived.conf the addresses that are listened on are taken for the VIPs; `*` alone names none. */
export function assumeVips(draft: Draft, bound: readonly Bound[], start: Span): void {
  const seen = new Set<string>();
  for (const { address, engine, at } of bound) {
    const ip = parseIp(address);
    if (ip === undefined || seen.has(address) || unusableAs({ ...ip, prefix: 32 }) !== undefined) continue;
    seen.add(address);
    const prefix = ip.family === 4 ? 24 : 64;
    draft.spec.vips[specName('edge', draft.spec.vips)] = { address: `${ip.address}/${prefix}` };
    const verb = VERBS[engine];
    const message = `${address} is taken for a VIP, with /${prefix}: ${engine} ${verb}, and no keepalived.conf was given.`;
    tell(draft, 'import/changed', at, message);
  }
  if (seen.size > 0) return;
  tell(draft, 'import/no-vip', start, 'No file names a virtual address.');
  draft.spec.vips['edge'] = { address: 'address-of-edge/24' };
}
