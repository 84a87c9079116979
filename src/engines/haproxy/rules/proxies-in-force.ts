import type { HaproxyMeaning, Proxy, Server, Statement } from '../meaning/meaning.ts';

/** Every rule asks for them; a meaning never changes, so they are told apart once. */
const PROXIES = new WeakMap<HaproxyMeaning, readonly Proxy[]>();
const SERVERS = new WeakMap<Proxy, readonly Server[]>();

/** Proxies that are surely there: neither disabled nor between `.if` and `.endif`. */
export function proxiesInForce(meaning: HaproxyMeaning): readonly Proxy[] {
  const known = PROXIES.get(meaning);
  if (known !== undefined) return known;
  const proxies = meaning.proxies.filter((proxy) => !proxy.head.isConditional && !isDisabled(proxy));
  PROXIES.set(meaning, proxies);
  return proxies;
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
  const known = SERVERS.get(proxy);
  if (known !== undefined) return known;
  const servers = proxy.servers.filter(isInForce);
  SERVERS.set(proxy, servers);
  return servers;
}

function isInForce({ statement, options, address }: Server): boolean {
  if (statement.isConditional || options.has('disabled') || address.kind === 'any') return false;
  for (const name of options.keys()) if (name.includes('$')) return false;
  return true;
}

/** How many servers stand behind the lines. */
export function countServers(servers: readonly Server[]): number {
  return servers.reduce((sum, { count }) => sum + count, 0);
}

/** `frontend web`, `backend app`. */
export function proxyTitle(proxy: Proxy): string {
  return `${proxy.kind} ${proxy.name}`;
}
