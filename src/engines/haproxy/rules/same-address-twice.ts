import type { Finding, Rule } from '../../../base/rule.ts';
import type { Bind, BindAddress, HaproxyMeaning, Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

interface Listener {
  readonly proxy: Proxy;
  readonly bind: Bind;
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/** Two binds of one address are meant when each has other threads, another interface or another namespace. */
const APART = ['process', 'thread', 'interface', 'namespace', 'shards'];

export const sameAddressTwice: Rule<HaproxySubject> = {
  code: 'haproxy/same-address-twice',
  severity: 'error',
  title: 'Two frontends listen on the same address',
  why: 'HAProxy binds with SO_REUSEPORT, so the second bind succeeds and the kernel deals new connections out between the two at random: clients of one service land in the other. `haproxy -c` accepts it.',
  source: 'measured: HAProxy 2.6.12, two frontends on one port answered 16 and 24 of 40 requests',
  find: ({ haproxy }) => [...listenersByAddress(haproxy).values()].flatMap(findOverlaps),
};

function listenersByAddress(meaning: HaproxyMeaning): ReadonlyMap<string, Listener[]> {
  const found = new Map<string, Listener[]>();
  for (const proxy of proxiesInForce(meaning)) {
    if (proxy.byKeyword.has('bind-process')) continue;
    for (const bind of proxy.binds) {
      if (bind.statement.isConditional) continue;
      for (const address of bind.addresses) {
        const ports = portsOf(address);
        if (ports === undefined) continue;
        const key = [
          address.transport,
          address.kind === 'unix',
          address.address,
          ...APART.map(valueIn(bind)),
        ].join(' ');
        const [first, last] = ports;
        const listener = { proxy, bind, text: textOf(address), first, last };
        const others = found.get(key);
        if (others === undefined) found.set(key, [listener]);
        else others.push(listener);
      }
    }
  }
  return found;
}

function valueIn(bind: Bind): (name: string) => string {
  return (name) => bind.options.get(name)?.values.join() ?? '';
}

function portsOf(address: BindAddress): readonly [number, number] | undefined {
  if (address.kind === 'unix') return [0, 0];
  return address.kind === 'ip' || address.kind === 'any' ? address.ports : undefined;
}

function textOf({ kind, address, family, ports: [first, last] = [0, 0] }: BindAddress): string {
  if (kind === 'unix') return address;
  const host = kind === 'any' && family === 4 ? '*' : family === 6 ? `[${address}]` : address;
  return `${host}:${first === last ? first : `${first}-${last}`}`;
}

/** Sorted by first port, a listener overlaps with one before it exactly when that one reaches as far as its first port. */
function findOverlaps(listeners: Listener[]): Finding[] {
  // The sort is stable: of the same port the one that stands first in the files stays first.
  const sorted = listeners.toSorted((a, b) => a.first - b.first);
  const findings: Finding[] = [];
  let widest = sorted[0];
  for (const listener of sorted.slice(1)) {
    if (widest !== undefined && widest.last >= listener.first) {
      const finding = tell(widest, listener);
      if (finding !== undefined) findings.push(finding);
    }
    if (widest === undefined || listener.last > widest.last) widest = listener;
  }
  return findings;
}

function tell(former: Listener, latter: Listener): Finding | undefined {
  const isSameProxy = former.proxy === latter.proxy;
  const isSsl = latter.bind.options.has('ssl');
  if (isSameProxy && former.bind.options.has('ssl') === isSsl) return undefined;
  const { path, line } = former.bind.statement;
  const statement = latter.bind.statement;
  const index = statement.keyword === 'bind' ? 1 : 2;
  return {
    at: spanOf(statement, index, index),
    message: isSameProxy
      ? `${proxyTitle(latter.proxy)} listens on ${latter.text} twice, once with TLS and once without (${path}:${line}): the kernel picks one of the two at random for each connection.`
      : `${proxyTitle(latter.proxy)} listens on ${latter.text}, and so does ${proxyTitle(former.proxy)} (${path}:${line}): the kernel picks one of the two at random for each connection.`,
    remedy: isSameProxy
      ? 'remove one of the two lines, or give one another port.'
      : 'give one of them another address or port, or make one frontend of the two and choose the backend with use_backend.',
  };
}
