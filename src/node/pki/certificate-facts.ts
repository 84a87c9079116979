import type { X509Certificate } from 'node:crypto';
import { parseIp } from '../../base/address.ts';
import { type Identity, readIdentity } from './identity.ts';

/** What a certificate says of itself. */
export interface CertificateFacts {
  /** undefined for one that is not ours, and for the authority's own. */
  readonly identity: Identity | undefined;
  /** Hexadecimal, upper case, as openssl prints it. */
  readonly serial: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  /** Milliseconds since 1970. */
  readonly notAfter: number;
  /** Where it may be reached: addresses in canonical text and host names, as they stand in the certificate. */
  readonly addresses: readonly string[];
}

export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  return {
    identity: readIdentity(certificate),
    serial: certificate.serialNumber,
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    addresses: (certificate.subjectAltName ?? '').split(', ').flatMap(readAddress),
  };
}

/** `IP Address:FD00:0:0:0:0:0:0:1` → `fd00::1`, `DNS:lb1` → `lb1`; nothing for other kinds. */
function readAddress(text: string): string[] {
  const [, kind, value = ''] = /^(IP Address|DNS):([^"]+)$/.exec(text) ?? [];
  if (kind === undefined) return [];
  return [kind === 'DNS' ? value : (parseIp(value)?.address ?? value)];
}
