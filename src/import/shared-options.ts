import type { Option, Server } from '../engines/haproxy/meaning/meaning.ts';

/** Words that a pool says once for all its servers, where all agree; of the others the first server that has them. */
const OF_THE_POOL = new Set(
  'check inter fall rise check-ssl check-sni ssl verify ca-file sni verifyhost send-proxy send-proxy-v2 slowstart on-marked-down'.split(
    ' ',
  ),
);

/**
 * What the servers of a backend have in common. A word that some server lacks is not shared, but for `check` and how it
 * is done: there the most frequent wins, and a server that differs says so itself.
 */
export function sharedOptions(servers: readonly Server[]): ReadonlyMap<string, Option> {
  const shared = new Map<string, Option>();
  for (const name of OF_THE_POOL) {
    const option = mostFrequent(servers, name);
    if (option !== undefined) shared.set(name, option);
  }
  return shared;
}

function mostFrequent(servers: readonly Server[], name: string): Option | undefined {
  const counts = new Map<string, { readonly option: Option | undefined; count: number }>();
  for (const { options } of servers) {
    const option = options.get(name);
    const key = option === undefined ? '' : JSON.stringify(option.values);
    const entry = counts.get(key) ?? { option, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
  }
  return [...counts.values()].sort((left, right) => right.count - left.count)[0]?.option;
}
