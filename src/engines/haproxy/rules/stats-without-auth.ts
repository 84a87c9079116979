import type { Rule } from '../../../base/rule.ts';
import type { Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import { isReachable } from './reachability.ts';
import { isAlways, statsPageOf } from './stats-page.ts';
import type { HaproxySubject } from './subject.ts';

export const statsWithoutAuth: Rule<HaproxySubject> = {
  code: 'haproxy/stats-without-auth',
  severity: 'info',
  title: 'Anybody can read the statistics page',
  why: 'The page names every server with its address, state and load, and the exact version: a map for an attacker. With `stats admin` it also has the buttons that take servers out.',
  source: 'configuration manual, "stats auth" and "stats enable"',
  find: ({ haproxy }) => {
    const told = new Set<Statement>();
    return proxiesInForce(haproxy).flatMap((proxy) => {
      const page = statsPageOf(proxy);
      if (page === undefined || page.isGuarded || !isReachable(proxy) || told.has(page.first)) return [];
      told.add(page.first);
      const canChange = page.admin !== undefined && isAlways(page.admin);
      return [
        {
          at: spanOf(page.first),
          ...(canChange && { severity: 'error' as const }),
          message: canChange
            ? `Anybody who reaches ${proxyTitle(proxy)} can take servers out on its statistics page: it asks for no password.`
            : `Anybody who reaches ${proxyTitle(proxy)} can read its statistics page: it asks for no password.`,
          remedy:
            'add `stats auth USER:PASSWORD`, `http-request deny unless { src NETWORK }`, or bind it to 127.0.0.1.',
        },
      ];
    });
  },
};
