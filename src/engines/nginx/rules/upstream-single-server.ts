import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { hasOpenInclude } from '../meaning/in-force.ts';
import { upstreamsOf } from '../meaning/upstreams.ts';
import type { NginxSubject } from './subject.ts';

export const upstreamSingleServer: Rule<NginxSubject> = {
  code: 'nginx/upstream-single-server',
  severity: 'info',
  title: 'upstream with a single server',
  why: 'When this one server fails, nothing can take its place. nginx also ignores max_fails and fail_timeout of a single server, so it never even stops asking it.',
  source: 'nginx.org, ngx_http_upstream_module, server: "If there is only a single server in a group…"',
  find: ({ nginx, context }) =>
    upstreamsOf(nginx).flatMap(({ name, servers, scope }) => {
      const [only, ...others] = servers.filter(({ isDown }) => !isDown);
      if (only === undefined || others.length > 0 || hasOpenInclude(scope)) return [];
      // A name may stand for several addresses; what runs on this machine fails together with it.
      if (only.kind !== 'ip' || only.isLocal) return [];
      return [
        {
          at: directiveSpan(only.directive),
          // That a service rests on one server may be meant; a limit for its outages says that it is not.
          ...(context.maxOutageMs !== undefined && { severity: 'warning' as const }),
          message: `${only.address} is the only server in the upstream ${name} that takes requests: when it fails, the service fails.`,
          remedy: 'add a second server, at least as "backup".',
        },
      ];
    }),
};
