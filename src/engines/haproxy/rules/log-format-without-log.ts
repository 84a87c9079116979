import type { Finding, Rule } from '../../../base/rule.ts';
import type { HaproxyMeaning, Proxy } from '../meaning/meaning.ts';
import { optionOf } from '../meaning/option-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const logFormatWithoutLog: Rule<HaproxySubject> = {
  code: 'haproxy/log-format-without-log',
  severity: 'info',
  title: 'A log format, and nothing is logged',
  why: 'Without a log line nothing is written: after an outage there is no record of which requests failed, on which server and why.',
  source: 'measured: haproxy 2.6 -c warns "log format ignored … since it has no log address"',
  find: ({ haproxy }) => {
    const told = new Set<unknown>();
    return haproxy.proxies.flatMap((proxy): Finding[] => {
      if (proxy.binds.length === 0 || logs(proxy, haproxy)) return [];
      const option = ['httplog', 'tcplog', 'httpslog']
        .map((name) => optionOf(proxy, name))
        .find((found) => found !== undefined);
      if (option === undefined || option.isConditional || told.has(option)) return [];
      told.add(option);
      return [
        {
          at: spanOf(option),
          message: `${proxy.kind} ${proxy.name} has no log line that leads anywhere: option ${option.args[0] ?? ''} does nothing, and no session is recorded.`,
          remedy:
            'add "log global" to the proxy or its defaults, and a log line such as "log /dev/log local0" to the global section.',
        },
      ];
    });
  },
};

function logs(proxy: Proxy, { globals }: HaproxyMeaning): boolean {
  for (const { byKeyword } of [proxy, ...proxy.defaults]) {
    const lines = byKeyword.get('log')?.filter(({ modifier }) => modifier === undefined);
    if (lines === undefined || lines.length === 0) continue;
    if (lines.some(({ args, isConditional }) => args[0] !== 'global' || isConditional)) return true;
    // Where no global section is given, it stands in another file.
    return globals.length === 0 || globals.some((global) => global.byKeyword.has('log'));
  }
  return false;
}
