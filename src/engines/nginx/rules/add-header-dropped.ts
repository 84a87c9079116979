import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { listOf, settingOf } from '../meaning/in-force.ts';
import { scopesOf } from '../meaning/scope.ts';
import { droppedBy } from './dropped-headers.ts';
import type { NginxSubject } from './subject.ts';

const GUARDS = new Set([
  'content-security-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
]);

export const addHeaderDropped: Rule<NginxSubject> = {
  code: 'nginx/add-header-dropped',
  severity: 'warning',
  title: 'add_header drops the security headers around it',
  why: 'add_header is inherited only by blocks that have none of their own: one header in a location takes all headers of the server from it, those that protect against framing and downgrades too.',
  source: 'nginx.org, ngx_http_headers_module, add_header; gixy, add_header_redefinition',
  find: ({ nginx }) =>
    scopesOf(nginx).flatMap((scope) => {
      const [first] = listOf(scope, 'add_header');
      const inherit = settingOf(scope, 'add_header_inherit')?.args[0];
      if (first === undefined || inherit === 'merge') return [];
      const dropped = droppedBy(scope, 'add_header', (name) => GUARDS.has(name));
      if (dropped === undefined) return [];
      return [
        {
          at: directiveSpan(dropped.by),
          message: `This block has an add_header of its own and so loses ${dropped.names.join(', ')} from line ${dropped.line}.`,
          remedy: `repeat the add_header lines of the block around it here, or include them from one file in both.`,
        },
      ];
    }),
};
