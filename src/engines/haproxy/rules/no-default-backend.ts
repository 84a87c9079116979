import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { defaultBackends } from './reading/backend-references.ts';
import { isUnconditional } from './reading/condition.ts';
import { isFinal } from './reading/final-action.ts';
import type { HaproxySubject } from './subject.ts';

export const noDefaultBackend: Rule<HaproxySubject> = {
  code: 'haproxy/no-default-backend',
  severity: 'info',
  title: 'Requests that no use_backend takes get 503',
  why: 'A request that no condition matches has nowhere to go: HAProxy answers 503, which monitoring and clients take for an outage, and in TCP mode closes the connection.',
  source: 'measured: haproxy 2.6 -c accepts it silently; configuration manual, 4.2 default_backend',
  find: ({ haproxy }) => haproxy.proxies.flatMap((proxy) => check(proxy)),
};

function check(proxy: Proxy): Finding[] {
  const uses = proxy.byKeyword.get('use_backend');
  if (proxy.kind !== 'frontend' || proxy.binds.length === 0 || uses === undefined) return [];
  if (defaultBackends(proxy).length > 0 || uses.some((use) => isUnconditional(use))) return [];
  if (proxy.statements.some((statement) => isFinal(statement) && isUnconditional(statement))) return [];
  const names = uses.length === 1 ? 'the use_backend' : `one of the ${uses.length} use_backend lines`;
  return [
    {
      at: spanOf(proxy.head),
      message: `Frontend ${proxy.name} has no default_backend: what does not match ${names} ${proxy.mode === 'tcp' ? 'is closed' : 'is answered 503'}.`,
      remedy:
        'add a default_backend, or say what you want: "http-request deny deny_status 404" (TCP: "tcp-request content reject") as the last rule.',
    },
  ];
}
