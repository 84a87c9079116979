import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { isWhole, settingOf } from '../meaning/in-force.ts';
import { readListens } from '../meaning/listens.ts';
import { type Scope, scopesOf } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

const GUARDS = ['allow', 'deny', 'auth_basic', 'auth_request', 'auth_jwt', 'internal', 'ssl_verify_client'];

const LOCAL = /^(?:127\.|\[::1\]|unix:|localhost)/;

export const statusPageOpen: Rule<NginxSubject> = {
  code: 'nginx/status-page-open',
  severity: 'warning',
  title: 'Status page open to everybody',
  why: 'The page tells how many connections there are and when the site is near its limit; the API of NGINX Plus can even change upstreams.',
  source:
    'nginx.org, ngx_http_stub_status_module; ngx_http_api_module: "Access to this location should be limited."',
  find: ({ nginx }) =>
    scopesOf(nginx).flatMap((scope) => {
      const page = scope.directives.find(({ name }) => name === 'stub_status' || name === 'api');
      if (page === undefined || scope.protocol !== 'http' || !isWhole(scope)) return [];
      if (GUARDS.some((name) => settingOf(scope, name) !== undefined) || isHidden(scope)) return [];
      const server = serverOf(scope);
      const listens = server === undefined ? [] : readListens(server);
      if (listens.length > 0 && listens.every(({ socket }) => LOCAL.test(socket))) return [];
      return [
        {
          at: directiveSpan(page),
          // A few counters; the API shows and changes far more.
          ...(page.name === 'stub_status' && { severity: 'info' as const }),
          message: `"${page.name}" answers everybody who can reach this server.`,
          remedy: 'write "allow 127.0.0.1; deny all;" here, with the addresses of your monitoring.',
        },
      ];
    }),
};

function serverOf(scope: Scope): Scope | undefined {
  let level: Scope | undefined = scope;
  while (level !== undefined && level.kind !== 'server') level = level.parent;
  return level;
}

/** A named location is reached only from within. */
function isHidden(scope: Scope): boolean {
  return scope.directive?.args[0]?.startsWith('@') === true;
}
