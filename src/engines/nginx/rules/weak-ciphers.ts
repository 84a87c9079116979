import type { Rule } from '../../../base/rule.ts';
import { argSpan } from '../grammar/spans.ts';
import { scopesOf } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

const WEAK =
  /^(?:.*[-_+])?(?:RC4|3DES|DES|NULL|e?NULL|aNULL|EXP(?:ORT\d*)?|LOW|ADH|AECDH|COMPLEMENTOFALL)(?:[-_+].*)?$/i;

export const weakCiphers: Rule<NginxSubject> = {
  code: 'nginx/weak-ciphers',
  severity: 'warning',
  title: 'TLS ciphers that are broken',
  why: 'RC4, DES, 3DES, export ciphers and those without encryption or authentication can be read or forged by who listens on the path.',
  source: 'RFC 7465 (RC4), CVE-2016-2183 (3DES), openssl-ciphers(1)',
  find: ({ nginx }) =>
    scopesOf(nginx)
      .flatMap(({ directives }) => directives)
      .filter(({ name, args }) => /^(?:proxy_)?ssl_ciphers$/.test(name) && args.length === 1)
      .flatMap((directive) => {
        const list = (directive.args[0] ?? '').split(/[:, ]/);
        const refused = new Set(
          list.filter((name) => name.startsWith('!')).map((name) => name.slice(1).toUpperCase()),
        );
        const weak = list.filter(
          (name) => WEAK.test(name) && !/^[-!]/.test(name) && !refused.has(name.toUpperCase()),
        );
        if (weak.length === 0) return [];
        return [
          {
            at: argSpan(directive, 0),
            message: `${directive.name} allows ${weak.join(', ')}, which can be broken by who listens on the path.`,
            remedy: `take ${weak.length === 1 ? 'it' : 'them'} out, or write "HIGH:!aNULL:!MD5".`,
          },
        ];
      }),
};
