import type { Rule } from '../../../base/rule.ts';
import type { Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import { isOpenInClear } from './reachability.ts';
import { statsPageOf } from './stats-page.ts';
import type { HaproxySubject } from './subject.ts';

export const statsPasswordInClear: Rule<HaproxySubject> = {
  code: 'haproxy/stats-password-in-clear',
  severity: 'warning',
  title: 'The statistics password crosses the network in clear',
  why: 'HTTP basic authentication sends the password with every request, and the page refreshes itself: whoever listens on the way has it.',
  source: 'configuration manual, "stats auth": the password is transmitted in clear; RFC 7617, 4',
  find: ({ haproxy }) => {
    const told = new Set<Statement>();
    return proxiesInForce(haproxy).flatMap((proxy) => {
      const page = statsPageOf(proxy);
      const auth = page?.auths[0];
      const bind = proxy.binds.find(isOpenInClear);
      if (auth === undefined || bind === undefined || page?.isRedirected === true || told.has(auth))
        return [];
      told.add(auth);
      return [
        {
          at: spanOf(auth, 0, 1),
          message: `${proxyTitle(proxy)} asks for this password on every address of the host without TLS (line ${bind.statement.line}): whoever listens on the way reads it.`,
          remedy:
            'bind the page to 127.0.0.1 or to the management network, or add `ssl crt FILE` to its bind.',
        },
      ];
    });
  },
};
