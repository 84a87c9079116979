import type { Proxy } from '../engines/haproxy/meaning/meaning.ts';
import { settingOf } from '../engines/haproxy/meaning/setting-of.ts';

/** A server without a port is asked on the port the client used: it is known when one port alone leads to it. */
export function portTo(proxies: readonly Proxy[], target: Proxy): number | undefined {
  const ports = proxies
    .filter((proxy) => proxy === target || leadsTo(proxy, target.name))
    .flatMap(({ binds }) =>
      binds.flatMap(({ addresses }) => addresses.flatMap((address) => address.ports ?? [])),
    );
  const distinct = new Set(ports);
  return distinct.size === 1 ? ports[0] : undefined;
}

function leadsTo(proxy: Proxy, backend: string): boolean {
  const rules = [settingOf(proxy, 'default_backend'), ...(proxy.byKeyword.get('use_backend') ?? [])];
  return rules.some((rule) => rule?.args[0] === backend);
}
