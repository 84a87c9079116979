import { printDuration } from '../../base/duration.ts';
import type { NginxSource } from '../../engines/nginx/grammar/source.ts';
import { readBalancing } from '../nginx/read-balancing.ts';
import type { NginxPool, NginxService, Timers } from '../nginx/reading.ts';
import type { Facts } from './facts.ts';

/** Listeners and pools of one nginx, in the words of `haproxyFacts`. `vips`: VIP → its addresses. */
export function nginxFacts(
  source: NginxSource,
  vips: ReadonlyMap<string, readonly string[]>,
): Map<string, string> {
  const { services, pools, elsewhere } = readBalancing(source, vips);
  const facts = new Map<string, string>();
  for (const service of services) {
    for (const listener of service.redirecting) facts.set(`listener ${listener}: answers`, 'sent to https');
    for (const listener of service.listeners) {
      for (const [trait, text] of listenerFacts(service)) facts.set(`listener ${listener}: ${trait}`, text);
    }
  }
  for (const listener of elsewhere) facts.set(`listener ${listener}: answers`, 'not known');
  for (const [name, pool] of pools) {
    facts.set(`pool ${name}: algorithm`, pool.algorithm);
    for (const [trait, text] of timers(pool.timeouts)) facts.set(`pool ${name}: ${trait}`, text);
    for (const server of Object.values(pool.input.servers)) {
      const input = typeof server === 'string' ? { address: server } : server;
      const place = `pool ${name}, server ${input.address}`;
      facts.set(`${place}: weight`, String(input.weight ?? 1));
      facts.set(`${place}: more`, moreOf(pool, input));
    }
  }
  return facts;
}

function listenerFacts(service: NginxService): [string, string][] {
  const { input, certificates, pool, routes, timeouts } = service;
  const files = certificates.map((file) => file.split('/').at(-1));
  return [
    ['mode', input.mode ?? 'tcp'],
    ['TLS', files.length === 0 ? 'no' : `with ${files.join(', ')}`],
    ['pool', pool ?? 'none'],
    ['routes', routes.length === 0 ? 'none' : routes.join('; ')],
    ...timers(timeouts),
  ];
}

function timers(timeouts: Timers): [string, string][] {
  return Object.entries(timeouts).map(([name, ms]) => [`time-out ${name}`, printDuration(ms)]);
}

function moreOf(
  { input: { tls, proxyProtocol } }: NginxPool,
  { backup, maxConnections }: { backup?: boolean | undefined; maxConnections?: number | undefined },
): string {
  const words = [
    ...(backup === true ? ['backup'] : []),
    ...(maxConnections === undefined ? [] : [`maxconn ${maxConnections}`]),
    ...(proxyProtocol === undefined ? [] : ['send-proxy']),
    ...(tls === undefined ? [] : ['ssl']),
    ...(typeof tls === 'object' && tls.verify === false ? ['verify none'] : []),
  ];
  return words.length === 0 ? 'nothing' : words.join(', ');
}

/** What nginx has no notion of, or does by other means. */
const UNKNOWN =
  /: (retries|redispatch|stickiness|check|check time-out|checked|connections at once|time-out queue)$/;
const SERVER_WORDS = /^(backup|maxconn \d+|send-proxy|ssl|verify none)$/;

/** Of the facts of an HAProxy those that an nginx has as well; time-outs where `before` knows them. */
export function comparableWithNginx(before: Facts, after: Facts): Map<string, string> {
  const subjects = new Set([...before.keys()].map((what) => what.slice(0, what.lastIndexOf(': '))));
  return new Map(
    [...after].flatMap(([what, text]): [string, string][] => {
      const isOurs = / time-out /.test(what) && !before.has(what);
      if (UNKNOWN.test(what) || (isOurs && subjects.has(what.slice(0, what.lastIndexOf(': '))))) return [];
      if (!what.endsWith(': more')) return [[what, text]];
      const words = text.split(', ').filter((word) => SERVER_WORDS.test(word));
      return [[what, words.length === 0 ? 'nothing' : words.join(', ')]];
    }),
  );
}
