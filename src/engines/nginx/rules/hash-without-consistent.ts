import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { ownOf } from '../meaning/in-force.ts';
import { upstreamsOf } from '../meaning/upstreams.ts';
import type { NginxSubject } from './subject.ts';

export const hashWithoutConsistent: Rule<NginxSubject> = {
  code: 'nginx/hash-without-consistent',
  severity: 'info',
  title: 'Adding a server moves nearly every client',
  why: 'Without `consistent`, adding or removing one server gives most keys another server: sessions and caches of all servers are lost at once.',
  source: 'nginx.org, ngx_http_upstream_module, hash',
  find: ({ nginx }) =>
    upstreamsOf(nginx).flatMap(({ name, scope, servers }) => {
      const hash = ownOf(scope, 'hash').at(-1);
      if (hash === undefined || hash.args.includes('consistent') || servers.length < 3) return [];
      return [
        {
          at: directiveSpan(hash),
          message: `In the upstream ${name} one server more or less gives most keys another of its ${servers.length} servers.`,
          remedy: `write "hash ${hash.args[0] ?? ''} consistent;".`,
        },
      ];
    }),
};
