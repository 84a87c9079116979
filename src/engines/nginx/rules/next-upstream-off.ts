import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { settingOf } from '../meaning/in-force.ts';
import { proxyPassesOf } from '../meaning/proxy-passes.ts';
import type { NginxSubject } from './subject.ts';

export const nextUpstreamOff: Rule<NginxSubject> = {
  code: 'nginx/next-upstream-off',
  severity: 'warning',
  title: 'No other server is tried',
  why: 'When a server dies, each client that was about to be sent to it gets an error, although another server could have answered.',
  source: 'nginx.org, ngx_http_proxy_module and ngx_stream_proxy_module, proxy_next_upstream',
  find: ({ nginx }) => {
    const settings = proxyPassesOf(nginx).flatMap(({ scope, upstream }) => {
      const setting = settingOf(scope, 'proxy_next_upstream');
      const isOff = setting?.args[0] === 'off' && (upstream?.servers.length ?? 0) > 1;
      return setting !== undefined && isOff ? [setting] : [];
    });
    return [...new Set(settings)].map((setting) => ({
      at: directiveSpan(setting),
      message:
        'With "proxy_next_upstream off" a client gets an error from a dead server, though others are there.',
      remedy:
        'leave it out (error and timeout are tried again), and limit it by proxy_next_upstream_timeout.',
    }));
  },
};
