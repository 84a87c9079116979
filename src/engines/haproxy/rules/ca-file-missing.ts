import type { Rule } from '../../../base/rule.ts';
import type { Option } from '../meaning/meaning.ts';
import { isWhole } from './is-whole.ts';
import { optionSpan } from './option-span.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

export const caFileMissing: Rule<HaproxySubject> = {
  code: 'haproxy/ca-file-missing',
  severity: 'error',
  title: 'TLS to a server without an authority',
  why: 'A server with `ssl` or `check-ssl` is verified by default, and that needs `ca-file`. Without it HAProxy does not start, and at a reload the old configuration stays.',
  source: 'haproxy -c of 2.6.12: "verify is enabled by default but no CA file specified"',
  find: ({ haproxy }) => {
    const isOff = haproxy.globals.some(({ byKeyword }) =>
      byKeyword.get('ssl-server-verify')?.some(({ args }) => args[0] === 'none'),
    );
    if (isOff || !isWhole(haproxy)) return [];
    const told = new Set<Option>();
    return proxiesInForce(haproxy).flatMap((proxy) =>
      serversInForce(proxy).flatMap(({ name, options }) => {
        const tls = options.get('ssl') ?? options.get('check-ssl');
        if (tls === undefined || told.has(tls) || options.has('ca-file')) return [];
        const verify = options.get('verify')?.values[0] ?? 'required';
        if (verify !== 'required') return [];
        told.add(tls);
        return [
          {
            at: optionSpan(tls),
            message: `Server ${name} of ${proxyTitle(proxy)} is to be verified, but no \`ca-file\` names an authority: HAProxy refuses the file and does not start.`,
            remedy: 'add `ca-file FILE` with the authority that signed its certificate.',
          },
        ];
      }),
    );
  },
};
