import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Workshop } from './openssl.ts';

/** What is to stand in a certificate; `subject` and `extensions` are made of checked words only. */
export interface CertificateOrder {
  readonly organisation: string;
  readonly name: string;
  /** Lines of an openssl extension section (x509v3_config(5)). */
  readonly extensions: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A list of revoked certificates to sign. */
export interface RevocationOrder {
  readonly number: number;
  /** `at` is ISO 8601; `reason` one of RFC 5280's words, as openssl writes it. */
  readonly revoked: readonly { readonly serial: string; readonly at: string; readonly reason: string }[];
  readonly lastUpdate: Date;
  readonly nextUpdate: Date;
}

/** P-256: what every TLS library, browser and hardware token of the last ten years takes (docs/decisions/0007-…). */
export function newKey(): { readonly key: KeyObject; readonly pem: string } {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { key, pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** A request for `key`, which goes to openssl through its stdin and never into a file or an argument. */
export async function requestFor(workshop: Workshop, keyPem: string): Promise<string> {
  workshop.put({ 'ca.cnf': CONFIG });
  return workshop.openssl(
    ['req', '-new', '-config', 'ca.cnf', '-key', '/dev/stdin', '-subj', '/CN=request'],
    keyPem,
  );
}

/** Signs a request; `selfSigned` is how an authority begins. Nothing but the public key is taken from the request. */
export async function sign(
  workshop: Workshop,
  signer:
    | { readonly key: string; readonly certificate: string }
    | { readonly key: string; readonly selfSigned: true },
  request: string,
  order: CertificateOrder,
): Promise<string> {
  const serial = newSerial();
  workshop.put({
    'ca.cnf': CONFIG,
    'request.pem': request,
    index: '',
    serial: `${serial}\n`,
    extensions: `[extensions]\n${order.extensions.join('\n')}\n`,
  });
  await workshop.openssl([
    ...['ca', '-config', 'ca.cnf', '-batch', '-notext', '-keyfile', resolve(signer.key)],
    ...('selfSigned' in signer ? ['-selfsign'] : ['-cert', resolve(signer.certificate)]),
    ...[
      '-in',
      'request.pem',
      '-out',
      'certificate.pem',
      '-extfile',
      'extensions',
      '-extensions',
      'extensions',
    ],
    ...['-subj', `/O=${order.organisation}/CN=${order.name}`],
    ...['-startdate', generalizedTime(order.notBefore), '-enddate', generalizedTime(order.notAfter)],
  ]);
  return workshop.read('certificate.pem');
}

/** Returns the list in PEM. */
export async function signRevocations(
  workshop: Workshop,
  signer: { readonly key: string; readonly certificate: string },
  { number, revoked, lastUpdate, nextUpdate }: RevocationOrder,
): Promise<string> {
  const hex = number.toString(16);
  workshop.put({
    'ca.cnf': CONFIG,
    index: revoked.map(indexLine).join(''),
    crlnumber: `${hex.length % 2 === 0 ? '' : '0'}${hex}\n`,
  });
  await workshop.openssl([
    ...['ca', '-config', 'ca.cnf', '-batch', '-gencrl', '-out', 'crl.pem'],
    ...['-crl_lastupdate', generalizedTime(lastUpdate), '-crl_nextupdate', generalizedTime(nextUpdate)],
    ...['-keyfile', resolve(signer.key), '-cert', resolve(signer.certificate)],
  ]);
  return workshop.read('crl.pem');
}

/** openssl-ca(1), its text database: state, end, revoked at and why, serial, file, subject; only three of them count. */
function indexLine({ serial, at, reason }: RevocationOrder['revoked'][number]): string {
  const date = generalizedTime(new Date(at)).slice(2);
  return `R\t${date}\t${date}${reason === 'unspecified' ? '' : `,${reason}`}\t${serial}\tunknown\t/CN=revoked\n`;
}

/** 127 random bits, positive, without a leading zero: RFC 5280 allows 20 bytes. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex').toUpperCase();
}

/** 20361121083831Z */
function generalizedTime(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}

const CONFIG = `[ca]
default_ca = authority
[authority]
database = index
serial = serial
crlnumber = crlnumber
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
email_in_dn = no
preserve = no
copy_extensions = none
crl_extensions = list
[any]
organizationName = supplied
commonName = supplied
[list]
authorityKeyIdentifier = keyid
[req]
distinguished_name = nobody
[nobody]
`;
