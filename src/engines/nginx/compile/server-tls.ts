import type { Pool, Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { type Entry, entry } from '../grammar/tree.ts';

/** Where Debian keeps what `@system-ca` means. */
const SYSTEM_CA = '/etc/ssl/certs/ca-certificates.crt';

/** TLS to the servers; http and stream have the same words for it. */
export function serverTls(site: Site, pool: Pool): Entry[] {
  const { tls } = pool;
  if (tls === undefined) return [];
  const path = `pools/${pool.name}/tls`;
  const origin = originOf(site, path);
  return [
    ...(pool.mode === 'http' ? [] : [entry(origin, 'proxy_ssl on')]),
    entry(origin, 'proxy_ssl_protocols TLSv1.2 TLSv1.3'),
    ...(tls.name === undefined
      ? []
      : [
          entry(originOf(site, `${path}/name`, path), 'proxy_ssl_name', tls.name),
          entry(origin, 'proxy_ssl_server_name on'),
        ]),
    ...(tls.verify
      ? [
          entry(origin, 'proxy_ssl_verify on'),
          entry(origin, 'proxy_ssl_verify_depth 4'),
          entry(
            originOf(site, `${path}/ca`, path),
            'proxy_ssl_trusted_certificate',
            tls.ca === '@system-ca' ? SYSTEM_CA : tls.ca,
          ),
        ]
      : [entry(originOf(site, `${path}/verify`, path), 'proxy_ssl_verify off')]),
  ];
}
