import type { Rule } from '../../../base/rule.ts';
import { argSpan } from '../grammar/spans.ts';
import { upstreamsOf } from '../meaning/upstreams.ts';
import type { NginxSubject } from './subject.ts';

export const upstreamChecksOff: Rule<NginxSubject> = {
  code: 'nginx/upstream-checks-off',
  severity: 'warning',
  title: 'max_fails=0 lets a dead server stay',
  why: 'Open-source nginx notices a dead server only by requests that fail. `max_fails=0` (and `fail_timeout=0`) turns that off: a dead server keeps its full share of the requests, each of which waits for the connect time-out first.',
  source:
    'nginx.org, ngx_http_upstream_module, server: "The zero value disables the accounting of attempts."',
  find: ({ nginx }) =>
    upstreamsOf(nginx).flatMap(({ name, servers }) =>
      servers.length < 2
        ? []
        : servers.flatMap(({ directive, params, address }) => {
            const index = params.findIndex((param) =>
              /^(?:max_fails=0+|fail_timeout=0+(?:ms|s|m)?)$/.test(param),
            );
            if (index === -1) return [];
            return [
              {
                at: argSpan(directive, index + 1),
                message: `"${params[index] ?? ''}" keeps ${address} in the upstream ${name} when it is dead: it goes on getting its share of the requests.`,
                remedy: 'write "max_fails=2 fail_timeout=5s", or leave both out (1 failure, 10 seconds).',
              },
            ];
          }),
    ),
};
