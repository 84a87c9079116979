import type { Rule } from '../../../base/rule.ts';
import { argSpan } from '../grammar/spans.ts';
import { ownOf } from '../meaning/in-force.ts';
import { locationPrefix } from '../meaning/location.ts';
import { proxyPassesOf } from '../meaning/proxy-passes.ts';
import type { NginxSubject } from './subject.ts';

export const proxyPassSlashMismatch: Rule<NginxSubject> = {
  code: 'nginx/proxy-pass-slash-mismatch',
  severity: 'warning',
  title: 'proxy_pass glues paths together wrongly',
  why: 'When proxy_pass has a path, nginx puts it in the place of the location\'s prefix, letter by letter. If only one of the two ends in "/", the servers see "//users" or "/appusers" and answer 404 or, worse, something else.',
  source: 'nginx.org, ngx_http_proxy_module, proxy_pass',
  find: ({ nginx }) =>
    proxyPassesOf(nginx).flatMap(({ scope, uri, directive }) => {
      const prefix = locationPrefix(scope);
      if (prefix === undefined || !uri.startsWith('/') || /[$?]/.test(uri)) return [];
      if (ownOf(scope, 'rewrite').length > 0) return [];
      const isDoubled = uri.endsWith('/') && !prefix.endsWith('/');
      const isGlued = prefix.endsWith('/') && /[a-z0-9]$/i.test(uri);
      if (!isDoubled && !isGlued) return [];
      const asked = prefix.endsWith('/') ? `${prefix}x` : `${prefix}/x`;
      return [
        {
          at: argSpan(directive, 0),
          message: `A request for ${asked} goes to the servers as ${uri}${asked.slice(prefix.length)}.`,
          remedy: isDoubled
            ? `write "location ${prefix}/", so that both end in "/".`
            : `write "${directive.args[0] ?? ''}/", so that both end in "/".`,
        },
      ];
    }),
};
