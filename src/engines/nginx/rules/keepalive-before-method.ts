import type { Rule } from '../../../base/rule.ts';
import { asWritten } from '../../as-written.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { ownOf } from '../meaning/in-force.ts';
import { upstreamsOf } from '../meaning/upstreams.ts';
import type { NginxSubject } from './subject.ts';

const METHODS = new Set(['least_conn', 'ip_hash', 'hash', 'random', 'least_time']);

export const keepaliveBeforeMethod: Rule<NginxSubject> = {
  code: 'nginx/keepalive-before-method',
  severity: 'warning',
  title: 'keepalive before the balancing method',
  why: 'The method replaces what `keepalive` has set up: nginx warns "load balancing method redefined" and starts, but no connection to a server is kept.',
  source:
    'nginx.org, ngx_http_upstream_module, keepalive; measured with nginx 1.22.1: 3 requests, 3 connections instead of 1',
  find: ({ nginx }) =>
    upstreamsOf(nginx).flatMap(({ name, scope }) => {
      const keepalive = ownOf(scope, 'keepalive')[0];
      const method = scope.directives.findLast((directive) => METHODS.has(directive.name));
      if (keepalive === undefined || method === undefined) return [];
      if (scope.directives.indexOf(method) < scope.directives.indexOf(keepalive)) return [];
      return [
        {
          at: directiveSpan(keepalive),
          message: `In the upstream ${name} "keepalive" stands before "${method.name}" (line ${directiveSpan(method).line}), which undoes it: no connection to these servers is kept.`,
          remedy: `put "keepalive" behind "${method.name}".`,
          fix: [
            { span: directiveSpan(keepalive), text: asWritten(method) },
            { span: directiveSpan(method), text: asWritten(keepalive) },
          ],
        },
      ];
    }),
};
