import type { Finding, Rule } from '../../../base/rule.ts';
import type { Server } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const duplicateServerCookie: Rule<HaproxySubject> = {
  code: 'haproxy/duplicate-server-cookie',
  severity: 'warning',
  title: 'Two servers share one cookie value',
  why: 'The cookie names the first server that has the value: users of the other one are sent to the first with their next request and lose what the server knew of them.',
  source: 'measured: haproxy 2.6 -c, -dW and -dD accept it silently',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap(({ servers }) => {
      const first = new Map<string, Server>();
      return servers.flatMap((server): Finding[] => {
        const { options, statement, name } = server;
        const cookie = options.get('cookie');
        const value = cookie?.values[0];
        if (
          cookie === undefined ||
          value === undefined ||
          cookie.statement !== statement ||
          statement.isConditional
        )
          return [];
        if (statement.words[cookie.index + 1]?.hasVariable) return [];
        const other = first.get(value);
        if (other === undefined) {
          first.set(value, server);
          return [];
        }
        // A backup may take over the users of the server that it stands in for.
        if (options.has('backup') || other.options.has('backup')) return [];
        return [
          {
            at: spanOf(statement, cookie.index, cookie.index + 1),
            message: `Server ${name} has the cookie value ${value} of server ${other.name} (line ${other.statement.line}): users of ${name} are sent to ${other.name}.`,
            remedy: 'give each server a value of its own, such as its name.',
          },
        ];
      });
    }),
};
