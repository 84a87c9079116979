import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { scopesOf } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

export const errorLogOff: Rule<NginxSubject> = {
  code: 'nginx/error-log-off',
  severity: 'warning',
  title: 'error_log off writes to a file "off"',
  why: 'error_log knows no "off": the log goes to a file of that name in nginx\'s folder, which nobody reads after an outage and nobody rotates until the disk is full.',
  source: 'nginx.org, ngx_core_module, error_log',
  find: ({ nginx }) =>
    scopesOf(nginx)
      .flatMap(({ directives }) => directives)
      .filter(({ name, args }) => name === 'error_log' && args[0] === 'off')
      .map((directive) => ({
        at: directiveSpan(directive),
        message: '"error_log off" does not turn the log off: it is written to a file named "off".',
        remedy: 'write "error_log /var/log/nginx/error.log crit;".',
      })),
};
