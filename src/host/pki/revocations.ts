import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault } from '../../base/fault.ts';
import type { DurableFile } from '../write-durably.ts';
import { type Authority, type AuthorityPaths } from './authority.ts';
import { type Workshop } from './openssl.ts';
import { signRevocations } from './signing.ts';
import { CLOCK_SLACK_MS } from './validity.ts';

/** RFC 5280's words for why, as openssl writes them. */
export const REVOCATION_REASONS = [
  'unspecified',
  'keyCompromise',
  'superseded',
  'cessationOfOperation',
] as const;

export type RevocationReason = (typeof REVOCATION_REASONS)[number];

export interface Revocation {
  readonly serial: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: RevocationReason;
}

/** revoked.json: what crl.pem is made from. */
interface RevocationFile {
  /** Of the list; each one has a higher number than the one before. */
  readonly number: number;
  /** SHA-256 of the crl.pem that belongs to it. */
  readonly crlDigest: string;
  readonly certificates: readonly Revocation[];
}

export interface Revocations {
  readonly number: number;
  readonly certificates: readonly Revocation[];
  /** False when a command died between writing the two files: then crl.pem may lack somebody. */
  readonly crlIsCurrent: boolean;
}

/** @throws Fault `pki/bad-file` when revoked.json is not ours: nobody may be forgotten */
export function readRevocations(paths: AuthorityPaths): Revocations {
  try {
    const { number, crlDigest, certificates } = JSON.parse(
      readFileSync(paths.revoked, 'utf8'),
    ) as Partial<RevocationFile>;
    if (typeof number !== 'number' || !Array.isArray(certificates)) throw new Error('it lacks a field');
    return { number, certificates, crlIsCurrent: crlDigest === digestOfFile(paths.crl) };
  } catch (error) {
    throw new Fault(
      'pki/bad-file',
      `${paths.revoked} is not what \`holdfast pki\` wrote there.`,
      'put it back from a backup: without it, the next list would let revoked certificates in again.',
      (error as Error).message,
      error,
    );
  }
}

/** The two files that say that `certificates` and nobody else are revoked. */
export async function revocationFiles(
  workshop: Workshop,
  authority: AuthorityPaths & Pick<Authority, 'x509'>,
  certificates: readonly Revocation[],
  number: number,
  now: Date,
): Promise<readonly DurableFile[]> {
  const crl = await signRevocations(workshop, authority, {
    number,
    revoked: certificates,
    lastUpdate: new Date(now.getTime() - CLOCK_SLACK_MS),
    // To the end of the authority: an outdated list would lock everybody out.
    nextUpdate: new Date(authority.x509.validTo),
  });
  const file: RevocationFile = { number, crlDigest: sha256(crl), certificates };
  return [
    { path: authority.revoked, content: `${JSON.stringify(file, undefined, 2)}\n`, mode: 0o600 },
    { path: authority.crl, content: crl, mode: 0o644 },
  ];
}

function digestOfFile(path: string): string {
  try {
    return sha256(readFileSync(path, 'utf8'));
  } catch {
    return '';
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
