import type { Finding, Rule } from '../../../base/rule.ts';
import { settingOf } from '../meaning/setting-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const serverCookieUnused: Rule<HaproxySubject> = {
  code: 'haproxy/server-cookie-unused',
  severity: 'warning',
  title: 'Servers have cookie values, the backend no cookie',
  why: 'The values of the servers do nothing without a cookie line in the backend: users are sent to any server with each request, and what a server keeps in memory is lost.',
  source: 'measured: haproxy 2.6 -c, -dW and -dD accept it silently; configuration manual, 4.2 cookie',
  find: ({ haproxy }) =>
    isWhole(haproxy)
      ? haproxy.proxies.flatMap((proxy): Finding[] => {
          // In TCP mode HAProxy itself says that it ignores them.
          if (proxy.mode !== 'http' || proxy.servers.length < 2) return [];
          if (['cookie', 'appsession'].some((keyword) => settingOf(proxy, keyword) !== undefined)) return [];
          const option = proxy.servers
            .map(({ options }) => options.get('cookie'))
            .find((found) => found !== undefined);
          if (
            option === undefined ||
            option.statement.isConditional ||
            !proxy.statements.includes(option.statement)
          )
            return [];
          return [
            {
              at: spanOf(option.statement, option.index, option.index + 1),
              message: `${proxy.kind} ${proxy.name} has no cookie line: the servers' cookie values do nothing, and nobody stays on a server.`,
              remedy: `add "cookie SERVER insert indirect nocache" to ${proxy.kind} ${proxy.name}, or delete the values.`,
            },
          ];
        })
      : [],
};
