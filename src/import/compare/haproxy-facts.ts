import { printDuration } from '../../base/duration.ts';
import type { Bind, HaproxyMeaning, Proxy } from '../../engines/haproxy/meaning/meaning.ts';
import { optionOf } from '../../engines/haproxy/meaning/option-of.ts';
import { settingOf } from '../../engines/haproxy/meaning/setting-of.ts';
import { timeoutOf } from '../../engines/haproxy/meaning/timeout-of.ts';
import { portTo } from '../port-to.ts';
import { findRedirect } from '../redirect-to-https.ts';
import { checkFacts } from './check-facts.ts';
import { routeFact } from './route-fact.ts';
import { serverFacts } from './server-facts.ts';

/** Listeners and pools of one HAProxy. `vips`: the addresses that `*` stands for. */
export function haproxyFacts(meaning: HaproxyMeaning, vips: readonly string[]): Map<string, string> {
  const facts = new Map<string, string>();
  for (const proxy of meaning.proxies) {
    for (const bind of proxy.binds) {
      for (const listener of listenersOf(bind, vips)) {
        for (const [trait, text] of listenerFacts(meaning, proxy, bind))
          facts.set(`listener ${listener}: ${trait}`, text);
      }
    }
    if (proxy.kind === 'frontend' || proxy.servers.length === 0) continue;
    for (const [trait, text] of poolFacts(proxy)) facts.set(`pool ${proxy.name}: ${trait}`, text);
    for (const [server, traits] of serverFacts(proxy, portTo(meaning.proxies, proxy))) {
      for (const [trait, text] of traits) facts.set(`pool ${proxy.name}, server ${server}: ${trait}`, text);
    }
  }
  return facts;
}

function listenersOf({ addresses }: Bind, vips: readonly string[]): string[] {
  return addresses.flatMap(({ kind, address, family, ports }) => {
    const fits = (vip: string) => kind === 'any' && (family !== 4 || !vip.includes(':'));
    const hosts = kind === 'any' && vips.length > 0 ? vips.filter(fits) : [address];
    const [first, last] = ports ?? [0, 0];
    const numbers = Array.from({ length: Math.min(last - first + 1, 100) }, (_, index) => first + index);
    return hosts.flatMap((host) =>
      numbers.map((port) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)),
    );
  });
}

function listenerFacts(meaning: HaproxyMeaning, proxy: Proxy, bind: Bind): [string, string][] {
  const isTls = bind.options.has('ssl');
  const pool = proxy.servers.length > 0 ? proxy.name : settingOf(proxy, 'default_backend')?.args[0];
  const isPlainRedirect = findRedirect(proxy) !== undefined && !isTls;
  const mode = proxy.mode ?? 'not known';
  if (isPlainRedirect || isCodeRedirect(proxy)) return [['answers', 'sent to https']];
  const isStats = (proxy.byKeyword.get('stats') ?? []).some(({ args }) => args[0] === 'enable');
  if (isStats && pool === undefined) return [['answers', 'statistics']];
  const most =
    settingOf(proxy, 'maxconn') ?? meaning.globals.flatMap((one) => one.byKeyword.get('maxconn') ?? [])[0];
  return [
    ['mode', mode],
    ['TLS', isTls ? certificates(bind) : 'no'],
    ['pool', pool ?? 'none'],
    ['routes', routeFact(proxy)],
    ['connections at once', most?.args[0] ?? 'not said'],
    ...timers(proxy, mode === 'http' ? ['client', 'http-request', 'http-keep-alive'] : ['client']),
  ];
}

/** The compiled form: a frontend with nothing but one redirect. */
function isCodeRedirect(proxy: Proxy): boolean {
  return (proxy.byKeyword.get('http-request') ?? []).some(
    ({ args }) => args[0] === 'redirect' && (args[2] ?? '').startsWith('https://%[req.hdr(host)'),
  );
}

/** File names without their folders: crt-base may stand before them. */
function certificates({ statement }: Bind): string {
  const files = statement.args.filter((_, index) => statement.args[index - 1] === 'crt');
  return `with ${files.map((file) => file.split('/').at(-1)).join(', ')}`;
}

function poolFacts(proxy: Proxy): [string, string][] {
  const sticky = proxy.byKeyword.get('cookie')?.at(-1)?.args[0];
  const table = proxy.byKeyword
    .get('stick')
    ?.map(({ args }) => args.join(' '))
    .join('; ');
  return [
    ['algorithm', settingOf(proxy, 'balance')?.args.join(' ') ?? 'roundrobin'],
    ['stickiness', sticky === undefined ? (table ?? 'none') : `cookie ${sticky}`],
    ['retries', settingOf(proxy, 'retries')?.args[0] ?? '3'],
    ['redispatch', optionOf(proxy, 'redispatch') === undefined ? 'no' : 'yes'],
    ...checkFacts(proxy),
    ...timers(proxy, ['connect', 'server', 'queue', 'tunnel']),
  ];
}

/** What HAProxy goes by when a time-out is not said (configuration manual, 4.2). */
const FALLBACK: Readonly<Record<string, string>> = {
  queue: 'connect',
  tunnel: 'server',
  'http-request': 'client',
  'http-keep-alive': 'http-request',
};

function timers(proxy: Proxy, names: readonly string[]): [string, string][] {
  return names.map((name) => {
    let said = timeoutOf(proxy, name);
    for (let other = FALLBACK[name]; said === undefined && other !== undefined; other = FALLBACK[other]) {
      said = timeoutOf(proxy, other);
    }
    return [`time-out ${name}`, said?.ms === undefined ? 'none' : printDuration(said.ms)];
  });
}
