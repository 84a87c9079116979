import { remembered } from '../../remembered.ts';
import type { HaproxyMeaning, Option, Proxy, Server } from '../meaning/meaning.ts';
import { lastSetting, settingOf } from '../meaning/setting-of.ts';

/** What a haproxy.cfg asks for and a running HAProxy may be told. */
export interface WantedHaproxy {
  /** `maxconn` of `global`; undefined = HAProxy decides. */
  readonly maxconn: number | undefined;
  /** By name: `maxconn` of each frontend that says it, itself or by its defaults. */
  readonly frontends: ReadonlyMap<string, number>;
  readonly pools: readonly WantedPool[];
}

export interface WantedPool {
  readonly name: string;
  readonly isHttp: boolean;
  readonly algorithm: Algorithm;
  /** In the order of the file. */
  readonly servers: readonly WantedServer[];
}

/**
 * dynamic: servers come and go, weights change. ordered: the same, new ones at the end (`first`).
 * consistent: weights change; added servers are misplaced (haproxy git 2ff861747). static: neither.
 */
export type Algorithm = 'dynamic' | 'ordered' | 'consistent' | 'static';

export interface WantedServer {
  readonly pool: string;
  readonly name: string;
  /** undefined = not an IP address with one port, and only a start can resolve it. */
  readonly place: { readonly host: string; readonly port: number } | undefined;
  readonly weight: number;
  /** 0 = no limit. */
  readonly maxconn: number;
  readonly isDisabled: boolean;
  readonly isChecked: boolean;
  readonly hasAgent: boolean;
  /** All its options that no command changes, in one text that compares. */
  readonly fixed: string;
  readonly options: readonly Option[];
  /** It stands under a condition, takes words from the environment, or is one of a template. */
  readonly isUncertain: boolean;
}

/** Asked for several times while a change is on its way, which with hundreds of servers would take 15 ms each. */
export const wantedOf = remembered((meaning: HaproxyMeaning): WantedHaproxy => {
  const limits = meaning.proxies
    .filter(({ kind }) => kind !== 'backend')
    .map((proxy): [string, number | undefined] => [
      proxy.name,
      numberOf(settingOf(proxy, 'maxconn')?.args[0]),
    ]);
  return {
    maxconn: numberOf(lastSetting(meaning.globals.toReversed(), 'maxconn')?.args[0]),
    frontends: new Map(
      limits.flatMap(([name, limit]) => (limit === undefined ? [] : [[name, limit] as const])),
    ),
    pools: meaning.proxies
      .filter(({ kind }) => kind !== 'frontend')
      .map((proxy) => ({
        name: proxy.name,
        isHttp: proxy.mode !== 'tcp',
        algorithm: algorithmOf(proxy),
        servers: proxy.servers.map((server) => serverOf(proxy, server)),
      })),
  };
});

/** Configuration manual, 4.2 "balance" and "hash-type"; which of them take servers: measured on 2.6.12. */
function algorithmOf(proxy: Proxy): Algorithm {
  const [word = 'roundrobin'] = settingOf(proxy, 'balance')?.args ?? [];
  const name = word.replace(/\(.*$/, '');
  if (proxy.mode !== 'tcp' && proxy.mode !== 'http') return 'static';
  if (['roundrobin', 'leastconn', 'random'].includes(name)) return 'dynamic';
  if (name === 'first') return 'ordered';
  const isConsistent = settingOf(proxy, 'hash-type')?.args[0] === 'consistent';
  return isConsistent && name !== 'static-rr' ? 'consistent' : 'static';
}

function serverOf(proxy: Proxy, server: Server): WantedServer {
  const { options, statement } = server;
  const value = (name: string) => numberOf(options.get(name)?.values[0]);
  const place = placeOf(server);
  const weight = options.has('weight') ? value('weight') : 1;
  const maxconn = options.has('maxconn') ? value('maxconn') : 0;
  return {
    pool: proxy.name,
    name: server.name,
    place,
    weight: weight ?? 1,
    maxconn: maxconn ?? 0,
    isDisabled: options.has('disabled'),
    isChecked: options.has('check'),
    hasAgent: options.has('agent-check'),
    fixed: fixedOf(server, place === undefined),
    options: [...options.values()],
    isUncertain:
      weight === undefined ||
      maxconn === undefined ||
      statement.isConditional ||
      statement.keyword === 'server-template' ||
      [...options.values()].some(isUncertain),
  };
}

const CHANGEABLE = new Set(['weight', 'maxconn', 'disabled', 'enabled']);

function placeOf({ address }: Server): WantedServer['place'] {
  const { kind, transport, ports } = address;
  if (kind !== 'ip' || transport !== 'tcp' || ports === undefined || ports[0] !== ports[1]) return undefined;
  return { host: address.address, port: ports[0] };
}

function fixedOf(server: Server, isPlaceFixed: boolean): string {
  const words = [...server.options.values()]
    .filter(({ name }) => !CHANGEABLE.has(name))
    .map(({ name, values }) => [name, ...values].join(' '));
  const place = isPlaceFixed ? JSON.stringify(server.address) : '';
  return [server.statement.keyword, String(server.count), place, ...words.toSorted()].join('\n');
}

function isUncertain({ statement, index, values }: Option): boolean {
  return (
    statement.isConditional ||
    statement.words.slice(index, index + 1 + values.length).some(({ hasVariable }) => hasVariable)
  );
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
