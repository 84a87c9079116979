import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { checkKindOf } from './check-kind.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

export const sslHelloCheck: Rule<HaproxySubject> = {
  code: 'haproxy/ssl-hello-check',
  severity: 'warning',
  title: 'A check that speaks SSLv3',
  why: '`option ssl-hello-chk` sends an SSLv3 hello by hand. A server that takes TLS 1.2 only answers it with an alert, which counts as healthy although no client could be served; inside `ssl` or `check-ssl` the hello is encrypted once more, and every server is DOWN.',
  source:
    'configuration manual, "option ssl-hello-chk"; measured: with `ssl` on the servers all are L6RSP DOWN and clients get 503',
  find: ({ haproxy }) => {
    const told = new Set<Statement>();
    return proxiesInForce(haproxy).flatMap((proxy): Finding[] => {
      const check = checkKindOf(proxy);
      if (check?.kind !== 'ssl-hello-chk' || check.statement.isConditional) return [];
      const checked = serversInForce(proxy).filter(({ options }) => options.has('check'));
      if (checked.length === 0 || told.has(check.statement)) return [];
      told.add(check.statement);
      return [tell(proxy, check.statement, checked.find(({ options }) => isEncrypted(options))?.name)];
    });
  },
};

function isEncrypted(options: ReadonlyMap<string, unknown>): boolean {
  return options.has('check-ssl') || (options.has('ssl') && !options.has('no-check-ssl'));
}

function tell(proxy: Proxy, statement: Statement, encrypted: string | undefined): Finding {
  const at = spanOf(statement);
  const remedy = 'replace it by `option tcp-check` (or `option httpchk`) with `check-ssl` on the servers.';
  return encrypted === undefined
    ? {
        at,
        message: `The servers of ${proxyTitle(proxy)} are sent an SSLv3 hello and count as healthy whatever they answer, even a refusal.`,
        remedy,
      }
    : {
        at,
        severity: 'error',
        message: `The checks of ${proxyTitle(proxy)} already run inside TLS (server ${encrypted}); the SSLv3 hello inside it is no valid request there, so every such server is DOWN.`,
        remedy,
      };
}
