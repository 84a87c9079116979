import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { type CertificateFacts, certificateFacts } from '../../node/pki/certificate-facts.ts';
import type { Identity } from '../../node/pki/identity.ts';
import type { AuthorityPaths } from './authority.ts';
import { type Revocation, readRevocations } from './revocations.ts';

/** A certificate that the authority has issued, and what became of it. */
export interface Issued extends CertificateFacts {
  readonly identity: Identity;
  readonly revocation: Revocation | undefined;
  /** A later one of the same name is in force; this one is let in nevertheless, until it ends or is revoked. */
  readonly isRenewed: boolean;
}

/**
 * All that were ever issued, by name, the latest of each first.
 * @throws Fault `pki/bad-file` for a record that cannot be read: it might be somebody to revoke
 */
export function readIssued(paths: AuthorityPaths): readonly Issued[] {
  const { certificates } = readRevocations(paths);
  const revocations = new Map(certificates.map((revocation) => [revocation.serial, revocation]));
  const records = readdirSync(paths.issued)
    .filter((file) => /^[0-9A-F]+\.pem$/.test(file))
    .map((file) => ({
      ...readRecord(join(paths.issued, file)),
      writtenMs: statSync(join(paths.issued, file)).mtimeMs,
    }))
    .sort(
      (a, b) =>
        byText(a.identity.name, b.identity.name) ||
        b.notBefore - a.notBefore ||
        // Certificates count whole seconds: one that was renewed at once is told from its successor by its file.
        b.writtenMs - a.writtenMs ||
        byText(a.serial, b.serial),
    )
    .map(({ writtenMs: _, ...record }) => record);
  const latest = new Map<string, string>();
  for (const { identity, serial } of records) {
    if (!latest.has(identity.name) && !revocations.has(serial)) latest.set(identity.name, serial);
  }
  return records.map((record) => {
    const current = latest.get(record.identity.name);
    const revocation = revocations.get(record.serial);
    const isRenewed = revocation === undefined && current !== undefined && current !== record.serial;
    return { ...record, revocation, isRenewed };
  });
}

function readRecord(file: string): CertificateFacts & { readonly identity: Identity } {
  let found: CertificateFacts | undefined;
  let words = 'it is of nobody of this site';
  try {
    found = certificateFacts(new X509Certificate(readFileSync(file)));
  } catch (error) {
    words = (error as Error).message;
  }
  if (found?.identity !== undefined) return { ...found, identity: found.identity };
  throw new Fault(
    'pki/bad-file',
    `${file} is not a certificate that \`holdfast pki\` wrote there.`,
    'put it back from a backup; it is the record of who was let in.',
    words,
  );
}

function byText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
