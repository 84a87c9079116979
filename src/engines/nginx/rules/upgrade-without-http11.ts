import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { isWhole, listOf, settingOf } from '../meaning/in-force.ts';
import { proxyPassesOf } from '../meaning/proxy-passes.ts';
import { keepsAliveByDefault } from './nginx-version.ts';
import type { NginxSubject } from './subject.ts';

export const upgradeWithoutHttp11: Rule<NginxSubject> = {
  code: 'nginx/upgrade-without-http11',
  severity: 'error',
  title: 'WebSocket upgrade over HTTP/1.0',
  why: 'Until 1.29.7 nginx speaks HTTP/1.0 to servers unless told otherwise, and HTTP/1.0 has no upgrade: every WebSocket connection fails.',
  source: 'nginx.org, "WebSocket proxying"; RFC 9110, 7.8',
  find: ({ nginx, context }) =>
    keepsAliveByDefault(context.nginx)
      ? []
      : proxyPassesOf(nginx).flatMap(({ scope, directive }) => {
          const upgrade = listOf(scope, 'proxy_set_header').find(
            ({ args }) => args[0]?.toLowerCase() === 'upgrade' && args[1] !== '',
          );
          const version = settingOf(scope, 'proxy_http_version');
          if (scope.protocol !== 'http' || upgrade === undefined) return [];
          if (version === undefined ? !isWhole(scope) : version.args[0] !== '1.0') return [];
          const { path, line, column } = directiveSpan(directive);
          const before = { path, line, column, endLine: line, endColumn: column };
          const canFix = version === undefined && scope.kind === 'location';
          return [
            {
              at: directiveSpan(directive),
              message: `The Upgrade header is passed on (line ${directiveSpan(upgrade).line}), but by HTTP/1.0, which has no upgrade: WebSockets fail here.`,
              remedy: 'write "proxy_http_version 1.1;" beside this proxy_pass.',
              ...(canFix ? { fix: [{ span: before, text: 'proxy_http_version 1.1; ' }] } : {}),
            },
          ];
        }),
};
