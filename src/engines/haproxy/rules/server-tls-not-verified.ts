import type { Finding, Rule } from '../../../base/rule.ts';
import type { Option, Proxy, Server } from '../meaning/meaning.ts';
import { optionSpan } from './option-span.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import { isLocalOnly } from './reachability.ts';
import type { HaproxySubject } from './subject.ts';

/** Bundles of public authorities: whoever buys a certificate for any name is in them. */
const PUBLIC_BUNDLE = /^@system-ca$|^\/etc\/(?:ssl\/certs|pki\/(?:tls|ca-trust)|ssl\/cert\.pem)/;

export const serverTlsNotVerified: Rule<HaproxySubject> = {
  code: 'haproxy/server-tls-not-verified',
  severity: 'warning',
  title: 'Anybody may answer for the server',
  why: 'TLS to a server whose certificate is not verified hides the traffic from a listener only: whoever can answer in its place (ARP, DNS, a reused address) reads and changes everything, passwords included.',
  source: 'configuration manual, 5.2 "verify", "verifyhost" and "sni"',
  find: ({ haproxy }) => {
    const told = new Set<Option>();
    const isOff = haproxy.globals.some(
      ({ byKeyword }) => byKeyword.get('ssl-server-verify')?.at(-1)?.args[0] === 'none',
    );
    return proxiesInForce(haproxy).flatMap((proxy) =>
      serversInForce(proxy).flatMap((server) => {
        const found = findIn(proxy, server, isOff);
        if (found === undefined || told.has(found.option)) return [];
        told.add(found.option);
        return [found.finding];
      }),
    );
  },
};

function findIn(
  proxy: Proxy,
  { name, address, options }: Server,
  isOff: boolean,
): { readonly option: Option; readonly finding: Finding } | undefined {
  const ssl = options.get('ssl');
  if (ssl === undefined || isLocalOnly(address)) return undefined;
  const verify = options.get('verify');
  const where = `server ${name} of ${proxyTitle(proxy)}`;
  const remedy =
    'write `verify required ca-file FILE verifyhost NAME` with the authority that signed its certificate.';
  if (verify?.values[0] === 'none') {
    const message = `\`verify none\`: the certificate of ${where} is not looked at, so anybody can answer in its place.`;
    return { option: verify, finding: { at: optionSpan(verify), message, remedy } };
  }
  if (verify === undefined && isOff) {
    const message = `The certificate of ${where} is not looked at, because \`ssl-server-verify none\` stands in global: anybody can answer in its place.`;
    return { option: ssl, finding: { at: optionSpan(ssl), message, remedy } };
  }
  const caFile = options.get('ca-file');
  const bundle = caFile?.values[0] ?? '';
  if (caFile === undefined || !PUBLIC_BUNDLE.test(bundle) || options.has('verifyhost') || options.has('sni'))
    return undefined;
  const message = `The certificate of ${where} is verified against the public authorities in ${bundle} but not against a name: any certificate that anybody bought passes.`;
  return {
    option: caFile,
    finding: { at: optionSpan(caFile), message, remedy: 'add `verifyhost NAME`, or `sni str(NAME)`.' },
  };
}
