import type { Listener } from '../../../site/listeners.ts';
import type { Service, Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { line, type WordLine } from '../grammar/tree.ts';

/** A socket that the foundation holds: named by its descriptor, never by an address. */
export function bindPlain(site: Site, service: Service, listener: Listener): WordLine {
  const isRedirect = listener.port === service.tls?.redirectFrom;
  const path = `services/${service.name}/${isRedirect ? 'tls/redirectFrom' : 'listen'}`;
  return line(originOf(site, path), 'bind', `fd@${listener.fd}`);
}

/** The same with TLS ended here; ALPN only where HTTP is understood. */
export function bindOf(site: Site, service: Service, listener: Listener): WordLine {
  const plain = bindPlain(site, service, listener);
  const { tls } = service;
  if (tls === undefined) return plain;
  return {
    origin: plain.origin,
    words: [
      ...plain.words,
      'ssl',
      ...tls.certificates.flatMap((file) => ['crt', file]),
      ...(service.mode === 'http' ? ['alpn', service.http2 ? 'h2,http/1.1' : 'http/1.1'] : []),
      'ssl-min-ver',
      tls.minimum,
      ...(tls.ciphers === undefined ? [] : ['ciphers', tls.ciphers]),
    ],
  };
}
