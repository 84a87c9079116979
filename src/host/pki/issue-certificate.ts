import { createPublicKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isHostName, parseIp } from '../../base/address.ts';
import { Fault } from '../../base/fault.ts';
import { type CertificateFacts, certificateFacts } from '../../node/pki/certificate-facts.ts';
import { type Identity, organisationOf, type Role } from '../../node/pki/identity.ts';
import { type TlsPaths, tlsPathsIn } from '../../node/pki/tls-options.ts';
import { type DurableFile, writeDurably } from '../write-durably.ts';
import { type Authority, withAuthority } from './authority.ts';
import { storing } from './cannot-write.ts';
import { readIssued } from './issued.ts';
import { inWorkshop, type Workshop } from './openssl.ts';
import { newKey, requestFor, sign } from './signing.ts';
import { validFor } from './validity.ts';

export interface IssueOrder extends Identity {
  /** Addresses and host names at which a node is reached; empty for a person. */
  readonly addresses: readonly string[];
  readonly days: number;
  /** A request (PKCS#10, PEM) of a key that stays where it is; default: a new key is made. */
  readonly request?: string;
  /** Default: `handed-out/NAME` in the authority's folder. */
  readonly out?: string;
  /** Write over a certificate and key that are there. Default: refuse. */
  readonly replace?: boolean;
}

export interface IssueOutcome {
  readonly certificate: CertificateFacts;
  readonly files: TlsPaths;
  readonly dir: string;
  /** False when the key stayed where the request was made. */
  readonly keyWritten: boolean;
  /** It ends with the authority, before the days that were asked for. */
  readonly shortened: boolean;
}

/**
 * Issues one certificate, records it, and writes what its owner needs into one folder.
 * @throws Fault `pki/name-taken`, `pki/file-exists`, `pki/authority-expired`, `pki/bad-request`, `pki/weak-key`,
 *   `pki/cannot-write`, `pki/openssl-failed`, and what `withAuthority` throws
 */
export function issueCertificate(dir: string, order: IssueOrder, now = new Date()): Promise<IssueOutcome> {
  return withAuthority(dir, async (authority) => {
    const out = order.out ?? join(authority.handedOut, order.name);
    const files = tlsPathsIn(out);
    refuseTaken(authority, order);
    if (order.replace !== true) refuseExisting(files, order.request === undefined);
    const validity = within(authority, order.days, now);
    return inWorkshop(authority.dir, async (workshop) => {
      const key = order.request === undefined ? newKey() : undefined;
      const request = order.request ?? (await requestFor(workshop, key?.pem ?? ''));
      if (key === undefined) await checkRequest(workshop, request);
      const signed = sign(workshop, authority, request, {
        organisation: organisationOf(order.role),
        name: order.name,
        extensions: extensionsOf(order),
        ...validity,
      });
      // openssl checks here that whoever made the request has its key.
      const pem = await (key === undefined ? blamingRequest(signed) : signed);
      const certificate = certificateFacts(new X509Certificate(pem));
      handOut(authority, certificate.serial, out, [
        ...(key === undefined ? [] : [{ path: files.key, content: key.pem, mode: 0o600 }]),
        { path: files.ca, content: authority.pem, mode: 0o644 },
        { path: files.crl, content: readFileSync(authority.crl), mode: 0o644 },
        { path: files.certificate, content: pem, mode: 0o644 },
      ]);
      return { certificate, files, dir: out, keyWritten: key !== undefined, shortened: validity.shortened };
    });
  });
}

/** It is on record before anybody can have it; if nobody gets it, it was never issued. */
function handOut(authority: Authority, serial: string, out: string, files: readonly DurableFile[]): void {
  const record = join(authority.issued, `${serial}.pem`);
  const content = files.at(-1)?.content ?? '';
  storing(authority.issued, () => writeDurably([{ path: record, content, mode: 0o644 }]));
  try {
    storing(out, () => {
      mkdirSync(out, { recursive: true, mode: 0o700 });
      writeDurably(files);
    });
  } catch (error) {
    rmSync(record, { force: true });
    throw error;
  }
}

/** What was revoked, logged or counted under a name shall mean one party. */
function refuseTaken(authority: Authority, { role, name }: Identity): void {
  const other = readIssued(authority).find(
    ({ identity }) => identity.name === name && identity.role !== role,
  );
  if (other === undefined) return;
  throw new Fault(
    'pki/name-taken',
    `${name} is the name of ${withArticle(other.identity.role)} already; nothing was issued.`,
    `choose another name for the ${role}.`,
  );
}

function withArticle(role: Role): string {
  return role === 'operator' ? 'an operator' : `a ${role}`;
}

function refuseExisting(files: TlsPaths, withKey: boolean): void {
  const found = [files.certificate, ...(withKey ? [files.key] : [])].find((file) => existsSync(file));
  if (found === undefined) return;
  throw new Fault(
    'pki/file-exists',
    `${found} is there already; nothing was issued.`,
    'to renew it, add --replace; or write elsewhere with -o DIR.',
  );
}

/** No certificate outlives its authority: nobody would take it. */
function within(authority: Authority, days: number, now: Date) {
  const end = new Date(authority.x509.validTo);
  const wanted = validFor(days, now);
  if (end <= now) {
    throw new Fault(
      'pki/authority-expired',
      `The authority in ${authority.dir} ended on ${end.toISOString().slice(0, 10)}.`,
      'make a new one (holdfast pki init --dir OTHER), issue every certificate anew, and put its ca.pem on every node.',
    );
  }
  const shortened = wanted.notAfter > end;
  return { notBefore: wanted.notBefore, notAfter: shortened ? end : wanted.notAfter, shortened };
}

function extensionsOf({ role, name, addresses }: IssueOrder): readonly string[] {
  const named = [...new Set([...addresses, ...(role === 'node' && isHostName(name) ? [name] : [])])];
  const alternatives = named.map((address) => `${parseIp(address) === undefined ? 'DNS' : 'IP'}:${address}`);
  return [
    'basicConstraints = critical, CA:FALSE',
    'keyUsage = critical, digitalSignature',
    `extendedKeyUsage = ${role === 'node' ? 'serverAuth, clientAuth' : 'clientAuth'}`,
    'subjectKeyIdentifier = hash',
    'authorityKeyIdentifier = keyid',
    ...(alternatives.length === 0 ? [] : [`subjectAltName = ${alternatives.join(', ')}`]),
  ];
}

/** A key that can be broken proves nothing. */
async function checkRequest(workshop: Workshop, request: string): Promise<void> {
  const pem = await blamingRequest(workshop.openssl(['req', '-noout', '-pubkey'], request));
  const { asymmetricKeyType: type = '', asymmetricKeyDetails: details } = createPublicKey(pem);
  const bits = details?.modulusLength ?? 0;
  if (type === 'ed25519' || (type === 'rsa' && bits >= 2048)) return;
  if (type === 'ec' && /^(prime256v1|secp384r1|secp521r1)$/.test(details?.namedCurve ?? '')) return;
  throw new Fault(
    'pki/weak-key',
    `The request is of a key that is not taken: ${[type, bits || details?.namedCurve].filter(Boolean).join(' ')}.`,
    'use a key on the curve P-256, P-384 or P-521, Ed25519, or RSA of 2048 bits or more.',
  );
}

/** What openssl refuses when the request is not ours is the request's fault. */
async function blamingRequest(work: Promise<string>): Promise<string> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'pki/openssl-failed') throw error;
    throw new Fault(
      'pki/bad-request',
      'The file is no certificate request in PEM, or was not signed by its own key; nothing was issued.',
      'make one where the key is: openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x -keyout key.pem -out NAME.csr',
      error.evidence,
      error,
    );
  }
}
