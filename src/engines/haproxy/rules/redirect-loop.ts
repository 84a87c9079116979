import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isUnconditional } from './reading/condition.ts';
import type { HaproxySubject } from './subject.ts';

export const redirectLoop: Rule<HaproxySubject> = {
  code: 'haproxy/redirect-loop',
  severity: 'error',
  title: 'HTTPS is redirected to HTTPS without end',
  why: 'The redirect has no condition and also meets requests that came by TLS: the browser is sent to the same address again and again and gives up ("too many redirects").',
  source:
    'measured: haproxy 2.6 answers each https request with 302 to itself; configuration manual, 4.2 redirect',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap((proxy) => {
      const bind = proxy.binds.find(
        ({ options, statement }) => options.has('ssl') && !statement.isConditional,
      );
      if (bind === undefined || proxy.mode !== 'http') return [];
      return proxy.statements.flatMap((statement): Finding[] => {
        const { keyword, args, isConditional } = statement;
        const words = keyword === 'redirect' ? args : args.slice(1);
        const redirects = keyword === 'redirect' || (keyword === 'http-request' && args[0] === 'redirect');
        if (
          !redirects ||
          words[0] !== 'scheme' ||
          words[1] !== 'https' ||
          isConditional ||
          !isUnconditional(statement)
        )
          return [];
        const place = spanOf(statement);
        return [
          {
            at: place,
            message: `${proxy.kind} ${proxy.name} also takes TLS (line ${bind.statement.line}), and this redirect sends TLS requests to https again, without end.`,
            remedy: 'add "unless { ssl_fc }".',
            fix: [{ span: { ...place, column: place.endColumn }, text: ' unless { ssl_fc }' }],
          },
        ];
      });
    }),
};
