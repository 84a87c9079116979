import type { Finding, Rule } from '../../../base/rule.ts';
import type { Directive } from '../grammar/source.ts';
import { argSpan } from '../grammar/spans.ts';
import { proxyPassesOf } from '../meaning/proxy-passes.ts';
import { upstreamsOf } from '../meaning/upstreams.ts';
import type { NginxSubject } from './subject.ts';

export const upstreamNameResolvedOnce: Rule<NginxSubject> = {
  code: 'nginx/upstream-name-resolved-once',
  severity: 'info',
  title: 'Server name that is resolved only once',
  why: 'nginx resolves the names of servers when it starts and reloads, and never again. When DNS does not answer then, nginx does not start ("host not found in upstream"); when the address changes later, requests go to the old one until somebody reloads.',
  source: 'nginx.org, ngx_http_upstream_module, server, resolve; ngx_http_proxy_module, proxy_pass',
  find: ({ nginx }) => {
    const servers = upstreamsOf(nginx).flatMap((upstream) =>
      upstream.servers
        .filter(({ kind, isLocal, params }) => kind === 'name' && !isLocal && !params.includes('resolve'))
        .map(({ host, directive }) => findingOf(host, directive)),
    );
    const passes = proxyPassesOf(nginx).filter(
      ({ target, upstream, scope }) =>
        // A name without a dot or a port may be an upstream of a file that was not given.
        target.kind === 'name' &&
        !target.isLocal &&
        upstream === undefined &&
        scope.protocol !== undefined &&
        (target.port !== undefined || target.host.includes('.')),
    );
    return [...servers, ...passes.map(({ target, directive }) => findingOf(target.host, directive))];
  },
};

function findingOf(host: string, directive: Directive): Finding {
  return {
    at: argSpan(directive, 0),
    message: `${host} is resolved when nginx starts and never again: without DNS at that moment nginx does not start, and a new address is not seen.`,
    remedy:
      'write the address; or give a "resolver" and add "resolve" to the server (1.27.3 and later, with "zone" in the upstream).',
  };
}
