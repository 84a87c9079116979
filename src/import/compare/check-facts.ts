import { printDuration } from '../../base/duration.ts';
import { CHECK_OPTIONS } from '../../engines/haproxy/meaning/check-options.ts';
import type { Proxy } from '../../engines/haproxy/meaning/meaning.ts';
import { optionOf } from '../../engines/haproxy/meaning/option-of.ts';
import { parseHaproxyTime } from '../../engines/haproxy/meaning/parse-time.ts';
import { timeoutOf } from '../../engines/haproxy/meaning/timeout-of.ts';

/** What is asked of the servers, and how long an answer may take. */
export function checkFacts(proxy: Proxy): [string, string][] {
  if (!proxy.servers.some(({ options }) => options.has('check'))) return [['check', 'none']];
  const option = CHECK_OPTIONS.flatMap((kind) => optionOf(proxy, kind) ?? [])[0];
  // Without a time-out of its own a check has the time between two.
  const interval = proxy.servers.find(({ options }) => options.has('inter'))?.options.get('inter')?.values[0];
  const timeout = timeoutOf(proxy, 'check')?.ms ?? parseHaproxyTime(interval ?? '2s');
  return [
    ['check', option === undefined ? 'a connection' : kindText(proxy, option.args)],
    ...(timeout === undefined ? [] : [['check time-out', printDuration(timeout)] as [string, string]]),
  ];
}

function kindText(proxy: Proxy, [kind = '', ...words]: readonly string[]): string {
  const sections = [proxy, ...proxy.defaults];
  const rulesOf = (keyword: string) =>
    (sections.find((section) => section.byKeyword.has(keyword))?.byKeyword.get(keyword) ?? []).map(
      ({ args }) => args,
    );
  if (kind !== 'httpchk') {
    const rules = rulesOf(kind).map((args) => args.join(' '));
    return [kind, ...words, ...rules.filter((rule) => rule !== 'connect')].join(' ');
  }
  let [method, path] = words.length > 1 ? [words[0], words[1]] : ['OPTIONS', words[0] ?? '/'];
  const rest: string[] = [];
  for (const args of rulesOf('http-check')) {
    if (args[0] === 'send') {
      method = args[args.indexOf('meth') + 1] ?? method;
      path = args.includes('uri') ? args[args.indexOf('uri') + 1] : path;
      const header = args.indexOf('hdr');
      if (header > 0) rest.push(`${args[header + 1]} ${args[header + 2]}`);
    } else rest.push(args.join(' '));
  }
  // HAProxy takes any 2xx and 3xx for an answer when nothing is expected.
  if (!rest.some((rule) => rule.startsWith('expect'))) rest.push('expect status 200-399');
  return `${method} ${path} ${rest.join(', ')}`;
}
