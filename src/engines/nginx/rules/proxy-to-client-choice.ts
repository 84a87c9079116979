import type { Rule } from '../../../base/rule.ts';
import { argSpan } from '../grammar/spans.ts';
import { proxyPassesOf } from '../meaning/proxy-passes.ts';
import type { Scope } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

const CHOSEN = /\$\{?(arg_\w+|http_\w+|cookie_\w+|args|query_string)\b/;

export const proxyToClientChoice: Rule<NginxSubject> = {
  code: 'nginx/proxy-to-client-choice',
  severity: 'error',
  title: 'The client chooses where requests go',
  why: 'A client that names the host reaches every address that nginx reaches: databases, the metadata service of a cloud, admin pages behind the firewall.',
  source: 'gixy, ssrf',
  find: ({ nginx }) =>
    proxyPassesOf(nginx).flatMap(({ scope, target, directive }) => {
      const variable = target.kind === 'variable' ? CHOSEN.exec(target.address)?.[1] : undefined;
      if (variable === undefined || scope.protocol !== 'http' || isInternal(scope)) return [];
      return [
        {
          at: argSpan(directive, 0),
          message: `$${variable} comes from the client and stands in the host of this proxy_pass: the client chooses which machine is asked.`,
          remedy:
            'choose the host by a "map" with the values that are allowed, or make the location "internal".',
        },
      ];
    }),
};

/** Also an `if` within such a location. */
function isInternal(scope: Scope): boolean {
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent) {
    if (level.directives.some(({ name }) => name === 'internal')) return true;
    if (level.directive?.args[0]?.startsWith('@') === true) return true;
  }
  return false;
}
