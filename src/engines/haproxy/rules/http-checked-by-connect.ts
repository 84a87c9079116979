import type { Rule } from '../../../base/rule.ts';
import { checkKindOf } from './check-kind.ts';
import { isWhole } from './is-whole.ts';
import { optionSpan } from './option-span.ts';
import { countServers, proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

export const httpCheckedByConnect: Rule<HaproxySubject> = {
  code: 'haproxy/http-checked-by-connect',
  severity: 'warning',
  title: 'An HTTP service is checked by connecting only',
  why: 'The kernel accepts connections for a process that hangs, and a web server accepts them for an application that is dead: both stay UP and get their share of the requests.',
  source: 'configuration manual, "option httpchk"; measured: a stopped process stays L4OK',
  find: ({ haproxy }) =>
    isWhole(haproxy)
      ? proxiesInForce(haproxy).flatMap((proxy) => {
          if (proxy.mode !== 'http' || checkKindOf(proxy) !== undefined) return [];
          const server = serversInForce(proxy).find(
            ({ options }) => options.has('check') && !options.has('agent-check') && !options.has('observe'),
          );
          const check = server?.options.get('check');
          if (check === undefined || countServers(proxy.servers) < 2) return [];
          return [
            {
              at: optionSpan(check),
              message: `The servers of ${proxyTitle(proxy)} speak HTTP but are checked by connecting only: one that hangs or answers 500 stays in the pool.`,
              remedy:
                'add `option httpchk` and `http-check send meth GET uri /health` (a page that proves the application works).',
            },
          ];
        })
      : [],
};
