import type { X509Certificate } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { readCertificate } from '../../node/pki/tls-options.ts';
import { lockFolder } from '../lock-folder.ts';

/** The folder of an authority: whoever has it can make a certificate for anybody of the site. */
export interface AuthorityPaths {
  readonly dir: string;
  readonly certificate: string;
  /** The one secret; mode 0600, it never leaves the folder. */
  readonly key: string;
  /** The signed list of revoked certificates that nodes load. */
  readonly crl: string;
  /** What the list is made from. */
  readonly revoked: string;
  /** One file for each certificate that was ever issued, named by its serial. */
  readonly issued: string;
  /** Where `issue` writes what somebody is to get, unless told otherwise. */
  readonly handedOut: string;
}

export interface Authority extends AuthorityPaths {
  readonly x509: X509Certificate;
  /** The text of ca.pem. */
  readonly pem: string;
}

export function authorityPaths(dir: string): AuthorityPaths {
  return {
    dir,
    certificate: join(dir, 'ca.pem'),
    key: join(dir, 'ca-key.pem'),
    crl: join(dir, 'crl.pem'),
    revoked: join(dir, 'revoked.json'),
    issued: join(dir, 'issued'),
    handedOut: join(dir, 'handed-out'),
  };
}

/**
 * @throws Fault `pki/no-authority` when the folder holds none, `pki/authority-open` when others may read its key or
 * change its files, `pki/bad-file`
 */
export function openAuthority(dir: string): Authority {
  const paths = authorityPaths(dir);
  const pem = readPem(paths);
  refuseOpen(dir, 0o022, 'others may change its files', '700');
  if (lstatSync(paths.key, { throwIfNoEntry: false }) !== undefined) {
    refuseOpen(paths.key, 0o077, 'others may read the key', '600');
  }
  return { ...paths, pem, x509: readCertificate(paths.certificate, pem) };
}

const WAIT_SECONDS = 30;

/**
 * Opens an authority to change something: one command at a time, a second one waits its turn.
 * @throws Fault `pki/busy` after 30 s, and what `openAuthority` throws
 */
export async function withAuthority<Result>(
  dir: string,
  work: (authority: Authority) => Promise<Result>,
): Promise<Result> {
  // The better words for a folder that is not there come first.
  openAuthority(dir);
  const lock = await lockFolder(dir, WAIT_SECONDS);
  if (typeof lock === 'string') {
    throw new Fault(
      'pki/busy',
      `Another command has been changing ${dir} for ${WAIT_SECONDS} seconds.`,
      'wait until it has ended, then run this again.',
    );
  }
  try {
    return await work(openAuthority(dir));
  } finally {
    await lock.release();
  }
}

function readPem({ certificate, dir }: AuthorityPaths): string {
  try {
    return readFileSync(certificate, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new Fault(
        'pki/no-authority',
        `There is no authority in ${dir}.`,
        `name its folder with --dir, or make one: holdfast pki init --dir ${dir}`,
        '',
        error,
      );
    }
    throw new Fault(
      'pki/cannot-read',
      `${certificate} cannot be read: ${message}.`,
      'run this as the user who owns the folder.',
      '',
      error,
    );
  }
}

function refuseOpen(path: string, bits: number, what: string, mode: string): void {
  const found = lstatSync(path).mode & 0o777;
  if ((found & bits) === 0) return;
  throw new Fault(
    'pki/authority-open',
    `${path} has mode ${found.toString(8)}: ${what}, so the authority is not to be trusted.`,
    `run: chmod ${mode} ${path}; if somebody else was on this machine meanwhile, make a new authority.`,
  );
}
