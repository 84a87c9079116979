import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { hasOpenInclude, ownOf, settingOf } from '../meaning/in-force.ts';
import { scopesOf } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

export const allowWithoutDeny: Rule<NginxSubject> = {
  code: 'nginx/allow-without-deny',
  severity: 'error',
  title: 'allow without deny lets everybody in',
  why: 'Access rules are tried in order, and who matches none is let in. They are inherited only by blocks that have none of their own, so a "deny all" further out does not count here.',
  source: 'nginx.org, ngx_http_access_module; gixy, allow_without_deny; measured with nginx 1.22.1',
  find: ({ nginx }) =>
    scopesOf(nginx).flatMap((scope) => {
      const allows = ownOf(scope, 'allow');
      const [first] = allows;
      if (first === undefined || ownOf(scope, 'deny').length > 0 || hasOpenInclude(scope)) return [];
      if (allows.some(({ args }) => args[0] === 'all')) return [];
      if (settingOf(scope, 'satisfy')?.args[0] === 'any') return [];
      if (scope.kind === '' || scope.kind === 'limit_except') return [];
      return [
        {
          at: directiveSpan(first),
          message: `Only ${allows.map(({ args }) => args[0]).join(', ')} may come in here, it seems, but nothing denies the others: everybody may.`,
          remedy: 'write "deny all;" behind the last allow.',
        },
      ];
    }),
};
