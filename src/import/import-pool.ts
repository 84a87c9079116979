import { printDuration } from '../base/duration.ts';
import type { Option, Proxy, Statement } from '../engines/haproxy/meaning/meaning.ts';
import { optionOf } from '../engines/haproxy/meaning/option-of.ts';
import { parseHaproxyTime } from '../engines/haproxy/meaning/parse-time.ts';
import { settingOf } from '../engines/haproxy/meaning/setting-of.ts';
import { timeoutOf } from '../engines/haproxy/meaning/timeout-of.ts';
import type { Draft, PoolInput } from './draft.ts';
import { importCheck } from './import-check.ts';
import { importServers } from './import-servers.ts';
import { importStickiness } from './import-stickiness.ts';
import { keepTimer } from './keep-timer.ts';
import { leftovers } from './leftovers.ts';
import { sharedOptions } from './shared-options.ts';

const BALANCE = /^(roundrobin|static-rr|leastconn|source|uri|random|rdp-cookie)$/;
const BALANCE_BY_NAME = /^(url_param [A-Za-z0-9_.-]+|hdr\([A-Za-z0-9_.-]+\))$/;

/** A backend, or the backend half of a listen, as a pool. `port`: of servers that name none. */
export function importPool(draft: Draft, name: string, proxy: Proxy, port: number | undefined): PoolInput {
  const taken = new Set<Statement>();
  const shared = sharedOptions(proxy.servers);
  const sticky = importStickiness(proxy, taken);
  const check = importCheck(proxy, shared, taken);
  const tls = tlsOf(shared);
  const proxyVersion = shared.has('send-proxy-v2') ? 2 : shared.has('send-proxy') ? 1 : undefined;
  const slowStartMs = parseHaproxyTime(shared.get('slowstart')?.values[0] ?? '0') ?? 0;
  const closes = shared.get('on-marked-down')?.values[0] === 'shutdown-sessions';
  const retries = Number(settingOf(proxy, 'retries')?.args[0] ?? 3);
  const said = consumedWords({ hasTls: tls !== undefined, check, hasCookie: sticky?.cookie !== undefined });
  const pool: PoolInput = {
    ...balanceOf(proxy),
    ...(isDefaultCheck(check) ? {} : { check }),
    ...(sticky === undefined ? {} : { sticky }),
    ...(tls === undefined ? {} : { tls }),
    ...(proxyVersion === undefined ? {} : { proxyProtocol: proxyVersion }),
    ...(retries === 3 || !Number.isInteger(retries) ? {} : { retries: Math.min(retries, 100) }),
    ...(optionOf(proxy, 'redispatch') === undefined ? { redispatch: false } : {}),
    ...(slowStartMs === 0 ? {} : { slowStart: printDuration(slowStartMs) }),
    ...(closes ? { onDown: 'close' as const } : {}),
    ...timeoutsOf(proxy),
    servers: importServers(draft, name, proxy, { shared, said, port, check }),
  };
  // HAProxy goes by the last `balance` of a section, and raw lines stand at its end.
  const other = isKnownBalance(proxy) ? '' : `balance ${balanceWords(proxy)}\n`;
  const raw = other + leftovers(draft, proxy, 'backend', taken, `pool ${name}`);
  return raw === '' ? pool : { ...pool, raw: { haproxy: raw } };
}

function isDefaultCheck(check: NonNullable<PoolInput['check']>): boolean {
  return typeof check === 'object' && Object.keys(check).length === 0;
}

function balanceOf(proxy: Proxy): Pick<PoolInput, 'balance'> {
  const words = balanceWords(proxy);
  if (words === 'roundrobin') return {};
  if (BALANCE.test(words)) return { balance: words };
  if (BALANCE_BY_NAME.test(words)) return { balance: words.replace(/^hdr\((.*)\)$/, 'hdr $1') };
  return {};
}

function balanceWords(proxy: Proxy): string {
  return (
    settingOf(proxy, 'balance')
      ?.words.slice(1)
      .map(({ raw }) => raw)
      .join(' ') ?? 'roundrobin'
  );
}

function isKnownBalance(proxy: Proxy): boolean {
  const words = balanceWords(proxy);
  return BALANCE.test(words) || BALANCE_BY_NAME.test(words);
}

/** HAProxy waits in the queue as long as for a connection when nothing is said, and in tunnels as for the two sides. */
function timeoutsOf(proxy: Proxy): Pick<PoolInput, 'timeouts'> {
  const connect = timeoutOf(proxy, 'connect')?.ms;
  const server = timeoutOf(proxy, 'server')?.ms;
  const queue = timeoutOf(proxy, 'queue')?.ms ?? connect;
  const tunnel = timeoutOf(proxy, 'tunnel')?.ms ?? server;
  const serverDefault = proxy.mode === 'http' ? 30_000 : 3_600_000;
  const timeouts = {
    ...keepTimer('connect', connect, 5_000),
    ...keepTimer('server', server, serverDefault),
    ...keepTimer('queue', queue, 5_000),
    ...keepTimer('tunnel', tunnel, 3_600_000),
  };
  return Object.keys(timeouts).length === 0 ? {} : { timeouts };
}

function tlsOf(shared: ReadonlyMap<string, Option>): PoolInput['tls'] {
  if (!shared.has('ssl')) return undefined;
  const ca = shared.get('ca-file')?.values[0];
  const sni = /^str\(["']?([^"')]+)["']?\)$/.exec(shared.get('sni')?.values[0] ?? '')?.[1];
  const name = shared.get('verifyhost')?.values[0] ?? sni;
  if (shared.get('verify')?.values[0] === 'none')
    return { verify: false, ...(name === undefined ? {} : { name }) };
  return { ...(ca === undefined ? {} : { ca }), ...(name === undefined ? {} : { name }) };
}

interface Said {
  readonly hasTls: boolean;
  readonly check: NonNullable<PoolInput['check']>;
  readonly hasCookie: boolean;
}

/** Keywords of server lines that keys of the pool or of the server say. */
function consumedWords({ hasTls, check, hasCookie }: Said): ReadonlySet<string> {
  const words = 'weight backup maxconn port send-proxy send-proxy-v2 slowstart on-marked-down';
  const ofCheck = check === false ? '' : 'check inter fall rise check-ssl check-sni';
  const ofTls = hasTls ? 'ssl verify ca-file sni verifyhost check-sni' : '';
  return new Set(`${words} ${ofCheck} ${ofTls} ${hasCookie ? 'cookie' : ''} no-check`.split(/\s+/));
}
