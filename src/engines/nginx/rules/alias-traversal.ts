import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { ownOf } from '../meaning/in-force.ts';
import { locationPrefix } from '../meaning/location.ts';
import { scopesOfKind } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

export const aliasTraversal: Rule<NginxSubject> = {
  code: 'nginx/alias-traversal',
  severity: 'error',
  title: 'alias that lets clients climb out',
  why: 'nginx puts the alias in the place of the prefix. With a prefix that does not end in "/" and an alias that does, "/static../secret" becomes "…/static/../secret": clients read files beside the folder.',
  source: 'gixy, alias_traversal; nginx.org, ngx_http_core_module, alias',
  find: ({ nginx }) =>
    scopesOfKind(nginx, 'location').flatMap((scope) => {
      const prefix = locationPrefix(scope);
      if (prefix === undefined || prefix.endsWith('/')) return [];
      return ownOf(scope, 'alias')
        .filter(({ args }) => args[0]?.endsWith('/') === true)
        .map((alias) => ({
          at: directiveSpan(alias),
          message: `A request for "${prefix}../x" is served from "${alias.args[0] ?? ''}../x": everything in the folder above can be read.`,
          remedy: `write "location ${prefix}/" instead of "location ${prefix}".`,
        }));
    }),
};
