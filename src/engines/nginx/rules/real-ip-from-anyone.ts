import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { scopesOf } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

export const realIpFromAnyone: Rule<NginxSubject> = {
  code: 'nginx/real-ip-from-anyone',
  severity: 'error',
  title: 'Every client may choose its own address',
  why: 'Whoever connects may then name any address as its own in X-Forwarded-For or the PROXY protocol: access rules, rate limits, bans and logs all believe it.',
  source: 'nginx.org, ngx_http_realip_module, set_real_ip_from',
  find: ({ nginx }) =>
    scopesOf(nginx)
      .flatMap(({ directives }) => directives)
      .filter(({ name, args }) => name === 'set_real_ip_from' && /^(?:0\.0\.0\.0|::)\/0$/.test(args[0] ?? ''))
      .map((directive) => ({
        at: directiveSpan(directive),
        message: `"${directive.args[0] ?? ''}" trusts every client to tell its own address.`,
        remedy: 'name the addresses of your load balancers only.',
      })),
};
