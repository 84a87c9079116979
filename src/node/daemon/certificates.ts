import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Site } from '../../site/site.ts';
import { certificateFacts } from '../pki/certificate-facts.ts';
import { tlsPathsIn } from '../pki/tls-options.ts';
import type { ServiceCertificate } from '../status/found.ts';
import type { NodeObservation } from '../status/node-observation.ts';

/** The node's own certificate; undefined = there is none that can be read. */
export function readOwnCertificate(pkiDir: string): NodeObservation['certificate'] {
  try {
    const { notAfter, serial } = certificateFacts(
      new X509Certificate(readFileSync(tlsPathsIn(pkiDir).certificate)),
    );
    return { notAfter: new Date(notAfter).toISOString(), serial };
  } catch {
    return undefined;
  }
}

/** The certificates that services show to clients, as they lie on this node's disk. */
export function readServiceCertificates(site: Site | undefined): readonly ServiceCertificate[] {
  const services = (site?.services ?? []).filter(({ tls }) => tls !== undefined);
  const files = [...new Set(services.flatMap(({ tls }) => tls?.certificates ?? []))];
  return files.map((file) => ({
    file,
    services: services.filter(({ tls }) => tls?.certificates.includes(file)).map(({ name }) => name),
    ...readEnd(file),
  }));
}

function readEnd(file: string): Pick<ServiceCertificate, 'notAfter' | 'why'> {
  try {
    const { notAfter } = certificateFacts(new X509Certificate(readFileSync(file)));
    return { notAfter: new Date(notAfter).toISOString() };
  } catch (error) {
    return { notAfter: undefined, why: (error as Error).message };
  }
}
