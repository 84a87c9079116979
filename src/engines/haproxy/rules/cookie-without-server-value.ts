import type { Finding, Rule } from '../../../base/rule.ts';
import { settingOf } from '../meaning/setting-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const cookieWithoutServerValue: Rule<HaproxySubject> = {
  code: 'haproxy/cookie-without-server-value',
  severity: 'warning',
  title: "Cookie persistence misses the servers' values",
  why: 'Without a value for a server no cookie can name it: its users are sent to any server with each request, and what the server keeps in memory, such as a login, is lost.',
  source:
    'measured: haproxy 2.6 -c, -dW and -dD accept it silently, no cookie is set; configuration manual, 5.2 cookie',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap((proxy): Finding[] => {
      const cookie = settingOf(proxy, 'cookie');
      if (cookie === undefined || proxy.mode !== 'http' || proxy.kind === 'frontend' || cookie.isConditional)
        return [];
      // `dynamic` makes the values from the servers' addresses.
      if (
        cookie.args.includes('dynamic') ||
        !/^(?:insert|rewrite|prefix)$/m.test(cookie.args.slice(1).join('\n'))
      )
        return [];
      const { servers } = proxy;
      const without = servers.filter(
        ({ options, count, statement }) =>
          !options.has('cookie') && !options.has('backup') && count === 1 && !statement.isConditional,
      );
      if (servers.length < 2 || without.length === 0) return [];
      if (!servers.some(({ options }) => options.has('cookie'))) {
        // Of the defaults it may be meant for other proxies.
        if (!proxy.statements.includes(cookie)) return [];
        return [
          {
            at: spanOf(cookie, 0, 1),
            message: `No server of ${proxy.kind} ${proxy.name} has a cookie value: the cookie ${cookie.args[0] ?? ''} is never set, and nobody stays on a server.`,
            remedy: 'give each server "cookie VALUE", such as its name.',
          },
        ];
      }
      return without.map(({ name, statement }) => ({
        at: spanOf(statement, 1, 1),
        message: `Server ${name} has no cookie value, others of ${proxy.kind} ${proxy.name} have: its users do not stay on it.`,
        remedy: `add "cookie ${name}" to the line.`,
      }));
    }),
};
