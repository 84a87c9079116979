import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

const KEYWORDS: ReadonlySet<string> = new Set([
  'cookie',
  'http-after-response',
  'http-request',
  'http-response',
  'monitor-uri',
  'redirect',
]);
const OPTIONS: ReadonlySet<string> = new Set(['forwardfor', 'http-ignore-probes', 'httplog', 'originalto']);
/** `balance` algorithms that look into a request; HAProxy deals round robin instead. */
const LAYER_7: readonly string[] = ['uri', 'url_param', 'hdr'];

export const ignoredInTcpMode: Rule<HaproxySubject> = {
  code: 'haproxy/ignored-in-tcp-mode',
  severity: 'warning',
  title: 'A line has no effect in TCP mode',
  why: 'In TCP mode HAProxy does not look into requests: what the line was to forbid, add or route does not happen, and only a warning at start says so.',
  source:
    'measured: haproxy 2.6 -c warns "ignored … as they require HTTP mode", "Falling back to round robin"',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap((proxy) =>
      proxy.mode === 'tcp' && isSure(proxy) ? proxy.statements.flatMap((s) => check(proxy, s)) : [],
    ),
};

/** A piece of a file without any mode may be meant for HTTP: then the defaults stand elsewhere. */
function isSure({ byKeyword, defaults }: Proxy): boolean {
  return byKeyword.has('mode') || defaults.length > 0;
}

function check(proxy: Proxy, statement: Statement): Finding[] {
  const { keyword, args, modifier, isConditional } = statement;
  const [first = ''] = args;
  if (modifier !== undefined || isConditional) return [];
  const isLayer7 = keyword === 'balance' && LAYER_7.includes(first.replace(/\(.*/, ''));
  if (!isLayer7 && !KEYWORDS.has(keyword) && !(keyword === 'option' && OPTIONS.has(first))) return [];
  const what = keyword === 'option' || keyword === 'balance' ? `${keyword} ${first}` : keyword;
  return [
    {
      at: spanOf(statement),
      message: isLayer7
        ? `${proxy.kind} ${proxy.name} is in TCP mode, where ${what} sees no request: HAProxy deals round robin instead.`
        : `${proxy.kind} ${proxy.name} is in TCP mode: HAProxy ignores ${what}.`,
      remedy: isLayer7
        ? 'write "mode http" if it carries HTTP, else choose leastconn, roundrobin or source.'
        : 'write "mode http" if it carries HTTP, else delete the line.',
    },
  ];
}
