import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { hasOpenInclude } from '../meaning/in-force.ts';
import { upstreamsOf } from '../meaning/upstreams.ts';
import type { NginxSubject } from './subject.ts';

export const upstreamAllDown: Rule<NginxSubject> = {
  code: 'nginx/upstream-all-down',
  severity: 'error',
  title: 'Every server of an upstream is down',
  why: '`down` marks a server as permanently unavailable. nginx starts all the same and answers every request with 502 ("no live upstreams").',
  source: 'nginx.org, ngx_http_upstream_module, server, down; nginx -t 1.22.1 accepts it',
  find: ({ nginx }) =>
    upstreamsOf(nginx).flatMap(({ name, servers, scope, directive }) =>
      servers.length === 0 || servers.some(({ isDown }) => !isDown) || hasOpenInclude(scope)
        ? []
        : [
            {
              at: directiveSpan(directive),
              message: `Every server of the upstream ${name} is marked "down" (${servers.map(({ address }) => address).join(', ')}): all requests to it fail.`,
              remedy: 'take "down" from at least two of them.',
            },
          ],
    ),
};
