import type { Draft } from '../draft.ts';

/** VIP → its addresses, without prefix. */
export function vipAddresses({ spec }: Draft): Map<string, string[]> {
  return new Map(
    Object.entries(spec.vips).map(([name, { address, addresses = [] }]) => [
      name,
      [...(address === undefined ? [] : [address]), ...addresses].map((text) => text.split('/')[0] ?? text),
    ]),
  );
}
