import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { isWhole, settingOf } from '../meaning/in-force.ts';
import { proxyPassesOf } from '../meaning/proxy-passes.ts';
import type { NginxSubject } from './subject.ts';

export const upstreamTlsUnverified: Rule<NginxSubject> = {
  code: 'nginx/upstream-tls-unverified',
  severity: 'warning',
  title: "Servers' certificates are not verified",
  why: "nginx encrypts towards the servers but, unless told to, accepts any certificate: who can answer in a server's place reads and changes everything.",
  source: 'nginx.org, ngx_http_proxy_module, proxy_ssl_verify (default off)',
  find: ({ nginx }) =>
    proxyPassesOf(nginx).flatMap(({ scope, scheme, target, upstream, directive }) => {
      const isTls =
        scope.protocol === 'stream' ? settingOf(scope, 'proxy_ssl')?.args[0] === 'on' : scheme === 'https';
      const isLocal = target.isLocal || upstream?.servers.every((server) => server.isLocal) === true;
      if (!isTls || isLocal) return [];
      const setting = settingOf(scope, 'proxy_ssl_verify');
      if (setting === undefined ? !isWhole(scope) : setting.args[0] !== 'off') return [];
      return [
        {
          at: directiveSpan(directive),
          message: `${target.address} is spoken to by TLS, but its certificate is not verified (proxy_ssl_verify off${setting === undefined ? ', the default' : ''}).`,
          remedy:
            'write "proxy_ssl_verify on;" with "proxy_ssl_trusted_certificate" and, where the servers\' names differ from the upstream\'s, "proxy_ssl_name".',
        },
      ];
    }),
};
