import type { Rule } from '../../../base/rule.ts';
import { argSpan } from '../grammar/spans.ts';
import { scopesOf } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

export const nextUpstreamRepeatsWrites: Rule<NginxSubject> = {
  code: 'nginx/next-upstream-repeats-writes',
  severity: 'warning',
  title: 'POST requests may be carried out twice',
  why: 'A server that answers too late may have done its work: with non_idempotent the same POST goes to a second one as well, and orders or payments are made twice during exactly the slow minutes of an outage.',
  source: 'nginx.org, ngx_http_proxy_module, proxy_next_upstream, non_idempotent',
  find: ({ nginx }) =>
    scopesOf(nginx)
      .flatMap(({ directives }) => directives)
      .filter(({ name, args }) => name === 'proxy_next_upstream' && args.includes('non_idempotent'))
      .map((directive) => ({
        at: argSpan(directive, directive.args.indexOf('non_idempotent')),
        message:
          '"non_idempotent" sends a POST to a second server although the first may have carried it out.',
        remedy: 'take "non_idempotent" out, unless every server recognises a request that it has seen.',
      })),
};
