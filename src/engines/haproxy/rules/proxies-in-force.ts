import type { HaproxyMeaning, Proxy, Server, Statement } from '../meaning/meaning.ts';

/** Proxies that are surely there: neither disabled nor between `.if` and `.endif`. */
export function proxiesInForce(meaning: HaproxyMeaning): readonly Proxy[] {
  return meaning.proxies.filter((proxy) => !proxy.head.isConditional && !isDisabled(proxy));
}

function isDisabled(proxy: Proxy): boolean {
  const says = (section: { byKeyword: Proxy['byKeyword'] }): boolean | undefined => {
    const last: Statement | undefined = section.byKeyword.get('disabled')?.at(-1);
    const enabled: Statement | undefined = section.byKeyword.get('enabled')?.at(-1);
    if (last === undefined) return enabled === undefined ? undefined : false;
    return enabled === undefined || enabled.line < last.line;
  };
  for (const section of [proxy, ...proxy.defaults]) {
    const said = says(section);
    if (said !== undefined) return said;
  }
  return false;
}

/**
 * Servers that surely take part: not between `.if` and `.endif`, not disabled, with an address (0.0.0.0 means "where the
 * client wanted to go"), and with no variable that may stand for further keywords.
 */
export function serversInForce(proxy: Proxy): readonly Server[] {
  return proxy.servers.filter(
    ({ statement, options, address }) =>
      !statement.isConditional &&
      !options.has('disabled') &&
      address.kind !== 'any' &&
      ![...options.keys()].some((name) => name.includes('$')),
  );
}

/** How many servers stand behind the lines. */
export function countServers(servers: readonly Server[]): number {
  return servers.reduce((sum, { count }) => sum + count, 0);
}

/** `frontend web`, `backend app`. */
export function proxyTitle(proxy: Proxy): string {
  return `${proxy.kind} ${proxy.name}`;
}
