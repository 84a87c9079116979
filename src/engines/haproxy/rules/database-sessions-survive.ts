import type { Rule } from '../../../base/rule.ts';
import type { Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { checkKindOf } from './check-kind.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

/** What Patroni answers 200 to on the primary alone (its REST API). */
const PRIMARY = /^\/(?:primary|master|leader|read-write|standby-leader|standby_leader)?$/;
const DATABASE_PORTS = new Set([5432, 6432, 3306]);

export const databaseSessionsSurvive: Rule<HaproxySubject> = {
  code: 'haproxy/database-sessions-survive',
  severity: 'warning',
  title: 'Sessions stay with the former primary',
  why: 'When a primary is demoted its check fails, but sessions that are open stay with it: connection pools of the application go on writing to a server that has become read-only, or hang on a dead one until the timeout, although the new primary is long there.',
  source: 'Patroni\'s own HAProxy templates; configuration manual, 5.2 "on-marked-down"',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy) => {
      if (proxy.mode !== 'tcp' || !followsPrimary(proxy)) return [];
      return serversInForce(proxy)
        .filter(({ address, options }) => {
          const [port = 0] = address.ports ?? [];
          return DATABASE_PORTS.has(port) && options.has('check') && !options.has('on-marked-down');
        })
        .slice(0, 1)
        .map(({ statement, name }) => ({
          at: spanOf(statement, 0, 2),
          message: `When ${name} of ${proxyTitle(proxy)} is no longer the primary, sessions that are open stay with it.`,
          remedy: 'add `on-marked-down shutdown-sessions` to the servers (`default-server`).',
        }));
    }),
};

function followsPrimary(proxy: Proxy): boolean {
  const check = checkKindOf(proxy);
  if (check?.kind !== 'httpchk' || check.statement.isConditional) return false;
  const send = (proxy.byKeyword.get('http-check') ?? []).find(({ args }) => args[0] === 'send')?.args ?? [];
  const sent = send.indexOf('uri') === -1 ? undefined : send[send.indexOf('uri') + 1];
  const [first, second] = check.statement.args.slice(1);
  const uri = sent ?? second ?? first;
  return uri !== undefined && PRIMARY.test(uri.replace(/\?.*/, '')) && uri !== '';
}
