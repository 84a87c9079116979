import { readFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import { issueCertificate } from '../host/pki/issue-certificate.ts';
import type { Role } from '../node/pki/identity.ts';
import { say } from './say.ts';

export interface IssueOptions {
  readonly dir: string;
  readonly address?: readonly string[];
  readonly days: number;
  readonly csr?: string;
  readonly output?: string;
  readonly replace?: true;
}

/** `holdfast pki issue ROLE NAME`: prints the path of the certificate. Throws Faults. */
export async function pkiIssue(role: Role, name: string, options: IssueOptions): Promise<void> {
  const { certificate, files, dir, keyWritten, shortened } = await issueCertificate(options.dir, {
    role,
    name,
    addresses: options.address ?? [],
    days: options.days,
    ...(options.csr === undefined ? {} : { request: readRequest(options.csr) }),
    ...(options.output === undefined ? {} : { out: options.output }),
    replace: options.replace === true,
  });
  process.stdout.write(`${files.certificate}\n`);
  const until = new Date(certificate.notAfter).toISOString().slice(0, 10);
  say(`Issued to ${role} ${name} until ${until}: ${dir}`);
  if (shortened) say('That is sooner than asked for: the authority itself ends then.');
  say(
    keyWritten
      ? `Move the whole folder to ${role === 'node' ? `${name}, over a safe way` : `its owner, over a safe way`}: key.pem is a secret.`
      : 'Put its files beside the key of the request.',
  );
}

const LARGEST_REQUEST = 64 * 1024;

function readRequest(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Fault(
      'pki/cannot-read',
      `${file} cannot be read: ${(error as Error).message}.`,
      'name the file of the certificate request with --csr.',
      '',
      error,
    );
  }
  // One that is not ours to sign is for openssl to refuse; a film is not worth its time.
  return text.slice(0, LARGEST_REQUEST);
}
