import type { HaproxyMeaning, Proxy } from '../../engines/haproxy/meaning/meaning.ts';
import type { OssecSource } from '../../foreign/ossec/grammar/source.ts';
import { type Helper, helperWord } from '../../foreign/ossec/meaning/helper.ts';
import { remotesOf } from '../../foreign/ossec/meaning/remotes.ts';
import { enrollmentPort } from './enrollment-of.ts';

/** What a haproxy.cfg has for the agents already: by the helper's hand, or by somebody's. */
export interface HelperProxies {
  /** Said by `wazuh` of the spec. */
  readonly proxies: ReadonlySet<Proxy>;
  /** The agents' backend; undefined = there is none. */
  readonly backend?: Proxy | undefined;
  /** Name → address of its servers. */
  readonly managers?: Readonly<Record<string, string>>;
  readonly hasHelper: boolean;
}

/** Backends on the agents' and the enrollment port with the frontends that lead to them alone. */
export function helperProxies(
  source: OssecSource,
  helper: Helper | undefined,
  haproxy: HaproxyMeaning | undefined,
): HelperProxies {
  const hasHelper = helper !== undefined;
  if (haproxy === undefined) return { proxies: new Set(), hasHelper };
  const named =
    (helper === undefined ? undefined : helperWord(helper, 'haproxy_backend')) ?? 'wazuh_reporting';
  const port = agentsPort(source);
  const serving = haproxy.proxies.filter(({ servers }) => servers.length > 0);
  const backend = serving.find(({ name }) => name === named) ?? serving.find((proxy) => isOn(proxy, port));
  const own = new Set([
    ...(backend === undefined ? [] : [backend]),
    ...serving.filter((one) => isOn(one, enrollmentPort(source))),
  ]);
  const names = new Set([...own].map(({ name }) => name));
  const fronts = haproxy.proxies.filter((proxy) => {
    const targets = (proxy.byKeyword.get('default_backend') ?? []).map(({ args }) => args[0] ?? '');
    const isPlain = !proxy.byKeyword.has('use_backend') && proxy.servers.length === 0;
    return isPlain && targets.length > 0 && targets.every((target) => names.has(target));
  });
  const managers = Object.fromEntries(
    (backend?.servers ?? []).map(({ name, address }) => [name, address.address] as const),
  );
  return { proxies: new Set([...own, ...fronts]), backend, managers, hasHelper };
}

/** The port of `<remote>` for agents, by default 1514. */
export function agentsPort(source: OssecSource): number {
  return remotesOf(source).find(({ connection }) => connection === 'secure')?.port ?? 1514;
}

function isOn({ servers }: Proxy, port: number): boolean {
  return servers.every(({ address }) => address.ports?.[0] === port && address.ports[1] === port);
}
