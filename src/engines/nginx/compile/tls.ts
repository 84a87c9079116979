import type { Service, Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { type Entry, entry } from '../grammar/tree.ts';

/** Forward secrecy and authenticated encryption only; TLSv1.3 has ciphers of its own. */
const CIPHERS = 'ECDHE+AESGCM:ECDHE+CHACHA20';

/** TLS ended here; http and stream have the same words for it. */
export function tlsEntries(site: Site, service: Service): Entry[] {
  const { tls } = service;
  if (tls === undefined) return [];
  const path = `services/${service.name}/tls`;
  const certificate = originOf(site, `${path}/certificate`, `${path}/certificates`, path);
  return [
    ...tls.certificates.flatMap((file) => [
      entry(certificate, 'ssl_certificate', file),
      entry(certificate, 'ssl_certificate_key', file),
    ]),
    entry(
      originOf(site, `${path}/minimum`),
      tls.minimum === 'TLSv1.3' ? 'ssl_protocols TLSv1.3' : 'ssl_protocols TLSv1.2 TLSv1.3',
    ),
    entry(originOf(site, `${path}/ciphers`), 'ssl_ciphers', tls.ciphers ?? CIPHERS),
    entry(undefined, 'ssl_session_cache', `shared:tls/${service.name}:10m`),
    entry(undefined, 'ssl_session_timeout 1d'),
    // Their key would be this process's own and never change while it lives.
    entry(undefined, 'ssl_session_tickets off'),
  ];
}
