import type { Rule } from '../../../base/rule.ts';
import { argSpan } from '../grammar/spans.ts';
import { isWhole, levelOf, ownOf, settingOf } from '../meaning/in-force.ts';
import { type ProxyPass, proxyPassesOf } from '../meaning/proxy-passes.ts';
import type { Scope } from '../meaning/scope.ts';
import { readTarget, upstreamsOf } from '../meaning/upstreams.ts';
import type { NginxSubject } from './subject.ts';

export const variableProxyPassWithoutResolver: Rule<NginxSubject> = {
  code: 'nginx/variable-proxy-pass-without-resolver',
  severity: 'error',
  title: 'Name in a variable, but no resolver',
  why: 'A host name that comes from a variable is resolved while requests are served, by the `resolver` alone; /etc/hosts and /etc/resolv.conf are not asked. Without one every request is answered with 502 ("no resolver defined to resolve"), and nginx -t finds nothing.',
  source: 'nginx.org, ngx_http_proxy_module, proxy_pass; ngx_http_core_module, resolver',
  find: ({ nginx }) => {
    const upstreams = new Set(upstreamsOf(nginx).map(({ name }) => name));
    return proxyPassesOf(nginx).flatMap((pass) => {
      const host = hostOf(pass);
      if (host === undefined || upstreams.has(host) || !isWhole(pass.scope)) return [];
      if (settingOf(pass.scope, 'resolver') !== undefined) return [];
      return [
        {
          at: argSpan(pass.directive, 0),
          message: `This proxy_pass resolves ${host} while it serves requests, and no "resolver" is in force: every request is answered with 502.`,
          remedy:
            'write "resolver ADDRESS valid=10s;" in the server or in http, with the address of your DNS server.',
        },
      ];
    });
  },
};

/** The name that a proxy_pass of `http://$variable…` goes to, where a `set` with a plain value tells it. */
function hostOf({ directive, target, scope }: ProxyPass): string | undefined {
  const url = directive.args[0] ?? '';
  const whole = /^\$\{?(\w+)\}?$/.exec(url)?.[1];
  const inHost = /^\$\{?(\w+)\}?(?::\d+)?$/.exec(target.address)?.[1];
  const value = valueOf(scope, whole ?? inHost ?? '');
  if (value === undefined) return undefined;
  const found = readTarget(value.replace(/^https?:\/\//i, '').replace(/\/.*$/s, ''));
  return found.kind === 'name' ? found.host : undefined;
}

/** Of a variable that is set once on the way; its value may hold no other one. */
function valueOf(scope: Scope, variable: string): string | undefined {
  const level = levelOf(scope, 'set');
  if (level === undefined) return undefined;
  const sets = ownOf(level, 'set').filter(({ args }) => args[0] === `$${variable}`);
  const value = sets.length === 1 ? sets[0]?.args[1] : undefined;
  if (value === undefined) return level.parent === undefined ? undefined : valueOf(level.parent, variable);
  return value.includes('$') ? undefined : value;
}
