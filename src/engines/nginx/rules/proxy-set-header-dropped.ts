import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { scopesOf } from '../meaning/scope.ts';
import { droppedBy } from './dropped-headers.ts';
import type { NginxSubject } from './subject.ts';

const CLIENT = /^(?:host|x-real-ip|forwarded|x-forwarded-.+|connection)$/;

export const proxySetHeaderDropped: Rule<NginxSubject> = {
  code: 'nginx/proxy-set-header-dropped',
  severity: 'warning',
  title: 'proxy_set_header drops those around it',
  why: 'proxy_set_header is inherited only by blocks that have none of their own. A location with one of its own sends the name of the upstream as Host and no client address: redirects, access rules and logs of the servers go wrong for its paths alone.',
  source: 'nginx.org, ngx_http_proxy_module, proxy_set_header',
  find: ({ nginx }) =>
    scopesOf(nginx).flatMap((scope) => {
      const dropped = droppedBy(scope, 'proxy_set_header', (name) => CLIENT.test(name));
      if (dropped === undefined) return [];
      return [
        {
          at: directiveSpan(dropped.by),
          message: `This block has a proxy_set_header of its own and so loses ${dropped.names.join(', ')} from line ${dropped.line}.`,
          remedy:
            'repeat the proxy_set_header lines of the block around it here, or include them from one file in both.',
        },
      ];
    }),
};
