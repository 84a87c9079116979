import type { Rule } from '../../../base/rule.ts';
import type { Directive } from '../grammar/source.ts';
import { argSpan } from '../grammar/spans.ts';
import { type Scope, scopesOf } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

/** Decoded before use: "%0d%0a" in a request is a line end in them. */
const DECODED = /\$\{?(uri|document_uri)\b\}?/;

export const httpSplitting: Rule<NginxSubject> = {
  code: 'nginx/http-splitting',
  severity: 'error',
  title: 'Decoded path ends up in a header',
  why: '$uri and $document_uri are decoded: "%0d%0a" in the path is a line end in them. A client can write headers of its own into responses (cookies, caching, scripts) or into requests to the servers.',
  source:
    'gixy, http_splitting; measured with nginx 1.22.1 for return, rewrite, add_header, proxy_set_header, proxy_pass',
  find: ({ nginx }) =>
    scopesOf(nginx)
      .filter(({ protocol, kind }) => protocol === 'http' || kind === '')
      .flatMap((scope) =>
        scope.directives.flatMap((directive) => {
          const index = unsafeArg(directive, scope);
          const variable = DECODED.exec(directive.args[index] ?? '')?.[1];
          if (variable === undefined) return [];
          const raw = directive.name === 'proxy_pass' ? 'no URI at all, or $request_uri' : '$request_uri';
          return [
            {
              at: argSpan(directive, index),
              message: `$${variable} is decoded: a request with "%0d%0a" in its path writes lines of its own behind this ${directive.name}.`,
              remedy: `write ${raw} in the place of $${variable}.`,
            },
          ];
        }),
      ),
};

/** The argument that becomes a header or a request line; -1 = none does. */
function unsafeArg({ name, args }: Directive, scope: Scope): number {
  if (name === 'return') return /^30[12378]$/.test(args[0] ?? '') ? 1 : args.length === 1 ? 0 : -1;
  if (name === 'rewrite')
    return /^(?:https?:\/\/|\$scheme)/.test(args[1] ?? '') || isRedirect(args[2]) ? 1 : -1;
  if (name === 'add_header' || name === 'proxy_set_header') return 1;
  return name === 'proxy_pass' && scope.protocol === 'http' ? 0 : -1;
}

function isRedirect(flag: string | undefined): boolean {
  return flag === 'redirect' || flag === 'permanent';
}
