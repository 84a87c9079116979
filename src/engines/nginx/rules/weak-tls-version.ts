import type { Finding, Rule } from '../../../base/rule.ts';
import type { Directive } from '../grammar/source.ts';
import { argSpan, directiveSpan } from '../grammar/spans.ts';
import { scopesOf } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

const WEAK = new Set(['SSLV2', 'SSLV3', 'TLSV1', 'TLSV1.0', 'TLSV1.1']);
const DIRECTIVES = new Set(['ssl_protocols', 'proxy_ssl_protocols']);

export const weakTlsVersion: Rule<NginxSubject> = {
  code: 'nginx/weak-tls-version',
  severity: 'warning',
  title: 'TLS older than 1.2',
  why: 'SSL 3, TLS 1.0 and TLS 1.1 are broken and formally deprecated; an attacker on the path can force their use and then read or change what is sent.',
  source: 'RFC 8996; nginx.org, ngx_http_ssl_module, ssl_protocols',
  find: ({ nginx }) =>
    scopesOf(nginx)
      .flatMap(({ directives }) => directives)
      .filter(({ name }) => DIRECTIVES.has(name))
      .flatMap(findingOf),
};

function findingOf(directive: Directive): readonly Finding[] {
  const weak = directive.args.filter((arg) => WEAK.has(arg.toUpperCase()));
  if (weak.length === 0) return [];
  const strong = directive.args.filter((arg) => !weak.includes(arg));
  const fix =
    strong.length === 0
      ? []
      : [{ span: directiveSpan(directive), text: [directive.words[0]?.raw ?? '', ...strong].join(' ') }];
  return [
    {
      at: argSpan(directive, directive.args.indexOf(weak[0] ?? '')),
      message: `${directive.name} allows ${weak.join(', ')}: deprecated since RFC 8996 and open to downgrade.`,
      remedy: `write "${directive.name} ${strong.length === 0 ? 'TLSv1.2 TLSv1.3' : strong.join(' ')};".`,
      ...(fix.length === 0 ? {} : { fix }),
    },
  ];
}
