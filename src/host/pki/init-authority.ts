import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { makeDurable, writeDurably } from '../write-durably.ts';
import { type AuthorityPaths, authorityPaths } from './authority.ts';
import { storing } from './cannot-write.ts';
import { inWorkshop } from './openssl.ts';
import { revocationFiles } from './revocations.ts';
import { type CertificateOrder, newKey, requestFor, sign } from './signing.ts';
import { AUTHORITY_DAYS, validFor } from './validity.ts';

/**
 * Makes an authority in `dir`, which must be empty or not there. It is made beside its place and renamed, so that it is
 * there wholly or not at all, and of two commands at once one wins.
 * @throws Fault `pki/authority-exists`, `pki/cannot-write`, `pki/openssl-failed`
 */
export async function initAuthority(dir: string, site: string, now = new Date()): Promise<AuthorityPaths> {
  refuseUsed(dir);
  const place = existsSync(dir) ? realpathSync(dir) : resolve(dir);
  const beside = storing(dir, () => {
    mkdirSync(dirname(place), { recursive: true });
    return mkdtempSync(join(dirname(place), `.${basename(place)}.new-`));
  });
  try {
    await fill(authorityPaths(beside), site, now);
    refuseUsed(dir);
    storing(dir, () => renameOver(beside, place, dir));
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  makeDurable(dirname(place));
  return authorityPaths(dir);
}

async function fill(paths: AuthorityPaths, site: string, now: Date): Promise<void> {
  const { pem } = newKey();
  storing(paths.dir, () => {
    mkdirSync(paths.issued, { mode: 0o700 });
    // The folder may stand in a checkout: the key of the authority is nothing to commit.
    writeDurably([
      { path: join(paths.dir, '.gitignore'), content: '*\n', mode: 0o600 },
      { path: paths.key, content: pem, mode: 0o600 },
    ]);
  });
  const order: CertificateOrder = {
    organisation: 'holdfast-ca',
    name: site,
    extensions: [
      'basicConstraints = critical, CA:TRUE, pathlen:0',
      'keyUsage = critical, keyCertSign, cRLSign',
      'subjectKeyIdentifier = hash',
    ],
    ...validFor(AUTHORITY_DAYS, now),
  };
  await inWorkshop(paths.dir, async (workshop) => {
    const request = await requestFor(workshop, pem);
    const certificate = await sign(workshop, { key: paths.key, selfSigned: true }, request, order);
    storing(paths.dir, () => writeDurably([{ path: paths.certificate, content: certificate, mode: 0o644 }]));
    const authority = { ...paths, x509: new X509Certificate(certificate) };
    const files = await revocationFiles(workshop, authority, [], 1, now);
    storing(paths.dir, () => writeDurably(files));
  });
}

function refuseUsed(dir: string): void {
  const entries = storing(dir, () => (existsSync(dir) ? readdirSync(dir) : []));
  if (entries.length > 0) throw used(dir);
}

/** The kernel renames a folder over another only while that one is empty. */
function renameOver(from: string, to: string, dir: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ENOTEMPTY' || code === 'EEXIST' ? used(dir) : error;
  }
}

function used(dir: string): Fault {
  return new Fault(
    'pki/authority-exists',
    `${dir} is not empty; nothing was written. A second authority there would make every certificate of the first worthless.`,
    'use the authority that is there (holdfast pki show), or name another folder with --dir.',
  );
}
