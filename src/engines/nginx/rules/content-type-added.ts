import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { scopesOf } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

export const contentTypeAdded: Rule<NginxSubject> = {
  code: 'nginx/content-type-added',
  severity: 'info',
  title: 'A second Content-Type is sent',
  why: 'add_header does not replace the Content-Type that nginx sends already: the response has two, and clients, health checks and caches take one or the other.',
  source: 'gixy, add_header_content_type; measured with nginx 1.22.1',
  find: ({ nginx }) =>
    scopesOf(nginx).flatMap((scope) =>
      scope.directives
        .filter(({ name, args }) => name === 'add_header' && args[0]?.toLowerCase() === 'content-type')
        .filter(
          () =>
            !scope.directives.some(
              ({ name, args }) => name === 'proxy_hide_header' && args[0]?.toLowerCase() === 'content-type',
            ),
        )
        .map((directive) => ({
          at: directiveSpan(directive),
          message: `The response gets a second Content-Type (${directive.args[1] ?? ''}) beside the one that nginx sends.`,
          remedy: `write "default_type ${directive.args[1] ?? ''};".`,
        })),
    ),
};
