import type { Rule } from '../../../base/rule.ts';
import type { Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import { isOpenInClear, isReachable } from './reachability.ts';
import { isAlways, statsPageOf } from './stats-page.ts';
import type { HaproxySubject } from './subject.ts';

export const statsAdminAlways: Rule<HaproxySubject> = {
  code: 'haproxy/stats-admin-always',
  severity: 'warning',
  title: 'Everybody on the statistics page may stop servers',
  why: '`stats admin if TRUE` gives every visitor of the page the buttons that drain and stop servers, from any address. One password that was seen or guessed takes the whole service down.',
  source: 'configuration manual, "stats admin"',
  find: ({ haproxy }) => {
    const told = new Set<Statement>();
    return proxiesInForce(haproxy).flatMap((proxy) => {
      const page = statsPageOf(proxy);
      // Without a password it is stats-without-auth that tells; behind TLS or on one address the password may do.
      if (page?.admin === undefined || !isAlways(page.admin) || !page.isGuarded || !isReachable(proxy))
        return [];
      if (!proxy.binds.some(isOpenInClear) || page.isRedirected || told.has(page.admin)) return [];
      told.add(page.admin);
      return [
        {
          at: spanOf(page.admin),
          message: `Whoever has a password for the page of ${proxyTitle(proxy)} can stop its servers, from any address, and the password crosses the network in clear.`,
          remedy: 'write `stats admin if { src NETWORK }`, bind the page to 127.0.0.1, or remove the line.',
        },
      ];
    });
  },
};
