import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { Fault } from '../../base/fault.ts';

/** The four files of one party; each is PEM. */
export interface TlsPaths {
  /** The site's authority, which everybody on both sides is checked against. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  /** Who was revoked. It is not optional: without it a lost key would open the door until its certificate expires. */
  readonly crl: string;
}

/** What `https`, `tls` and fetch agents take, for servers and clients alike. */
export interface TlsOptions {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly crl: string;
  readonly minVersion: 'TLSv1.3';
}

/** The names under which `pki issue` writes them into one folder. */
export const TLS_FILES = {
  ca: 'ca.pem',
  certificate: 'certificate.pem',
  key: 'key.pem',
  crl: 'crl.pem',
} as const satisfies TlsPaths;

export function tlsPathsIn(dir: string): TlsPaths {
  return {
    ca: join(dir, TLS_FILES.ca),
    certificate: join(dir, TLS_FILES.certificate),
    key: join(dir, TLS_FILES.key),
    crl: join(dir, TLS_FILES.crl),
  };
}

/**
 * Reads the four files and checks that they belong together, so that a mixed-up folder is told now and not as a
 * refused connection at night. Whether the certificate is still valid is not its business.
 * @throws Fault `pki/cannot-read`, `pki/key-open`, `pki/bad-file`, `pki/key-mismatch`, `pki/other-authority`
 */
export function tlsOptionsOf(paths: TlsPaths): TlsOptions {
  const [ca, cert, key, crl] = [paths.ca, paths.certificate, paths.key, paths.crl].map(readPem);
  const texts = { ca: ca ?? '', cert: cert ?? '', key: key ?? '', crl: crl ?? '' };
  refuseOpenKey(paths.key);
  const authority = readCertificate(paths.ca, texts.ca);
  const certificate = readCertificate(paths.certificate, texts.cert);
  if (!certificate.checkPrivateKey(readKey(paths.key, texts.key))) {
    throw new Fault(
      'pki/key-mismatch',
      `The key ${paths.key} does not belong to the certificate ${paths.certificate}.`,
      'put the certificate and the key of one `holdfast pki issue` together.',
    );
  }
  if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey)) {
    throw new Fault(
      'pki/other-authority',
      `The certificate ${paths.certificate} was not issued by the authority ${paths.ca}.`,
      'use the ca.pem that was written beside the certificate, or issue a certificate from this authority.',
    );
  }
  attempt(paths.crl, 'a list of revoked certificates', () => createSecureContext({ crl: texts.crl }));
  return { ...texts, minVersion: 'TLSv1.3' };
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const words = (error as Error).message;
    throw new Fault(
      'pki/cannot-read',
      `${path} cannot be read: ${words}.`,
      'put the four files of `holdfast pki issue` there (ca.pem, certificate.pem, key.pem, crl.pem), for this user to read.',
      '',
      error,
    );
  }
}

/** Group may read (a service's own group is common); the world may not. */
function refuseOpenKey(path: string): void {
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o007) === 0) return;
  throw new Fault(
    'pki/key-open',
    `The key ${path} is open to every user of this machine (mode ${mode.toString(8)}).`,
    `run: chmod 600 ${path}; if others were on this machine meanwhile, revoke it and issue another.`,
  );
}

export function readCertificate(path: string, text: string): X509Certificate {
  return attempt(path, 'a certificate', () => new X509Certificate(text));
}

function readKey(path: string, text: string): KeyObject {
  return attempt(path, 'a private key without a password', () => createPrivateKey(text));
}

function attempt<Result>(path: string, what: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new Fault(
      'pki/bad-file',
      `${path} is not ${what} in PEM.`,
      'copy it again from where `holdfast pki` wrote it, and compare: sha256sum.',
      (error as Error).message,
      error,
    );
  }
}
