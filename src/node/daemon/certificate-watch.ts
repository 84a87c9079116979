import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault } from '../../base/fault.ts';
import type { Site } from '../../site/site.ts';
import { certificateFacts } from '../pki/certificate-facts.ts';
import { type TlsOptions, tlsOptionsOf, tlsPathsIn } from '../pki/tls-options.ts';
import type { ServiceCertificate } from '../status/found.ts';
import type { NodeObservation } from '../status/node-observation.ts';

/** This node's certificates as they lie on its disk: its own, and those that services show to clients. */
export class CertificateWatch {
  readonly #pkiDir: string | undefined;
  #tls: TlsOptions | undefined;
  #own: NodeObservation['certificate'];
  #ofServices: readonly ServiceCertificate[] = [];
  #trouble: Fault | undefined;

  constructor(pkiDir: string | undefined) {
    this.#pkiDir = pkiDir;
    this.look(undefined);
  }

  /** The last ones that could be used. */
  get tls(): TlsOptions | undefined {
    return this.#tls;
  }

  get own(): NodeObservation['certificate'] {
    return this.#own;
  }

  get ofServices(): readonly ServiceCertificate[] {
    return this.#ofServices;
  }

  get troubles(): readonly Fault[] {
    return this.#trouble === undefined ? [] : [this.#trouble];
  }

  /** Reads them again; true when this node has another certificate, authority or list of revoked ones than before. */
  look(site: Site | undefined): boolean {
    this.#ofServices = readServiceCertificates(site);
    if (this.#pkiDir === undefined) return false;
    try {
      const now = tlsOptionsOf(tlsPathsIn(this.#pkiDir));
      const isNew = JSON.stringify(now) !== JSON.stringify(this.#tls);
      const { notAfter, serial } = certificateFacts(new X509Certificate(now.cert));
      this.#own = { notAfter: new Date(notAfter).toISOString(), serial };
      this.#tls = now;
      this.#trouble = undefined;
      return isNew;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // Somebody may be copying them just now; those that were read go on.
      this.#trouble = error;
      return false;
    }
  }
}

function readServiceCertificates(site: Site | undefined): readonly ServiceCertificate[] {
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
