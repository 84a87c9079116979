import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initAuthority } from '../../src/host/pki/init-authority.ts';
import { issueCertificate } from '../../src/host/pki/issue-certificate.ts';
import { revokeCertificates } from '../../src/host/pki/revoke-certificates.ts';
import { DAY_MS } from '../../src/host/pki/validity.ts';
import type { Role } from '../../src/node/pki/identity.ts';
import { type TlsOptions, tlsOptionsOf, tlsPathsIn } from '../../src/node/pki/tls-options.ts';

/**
 * An authority below `root`, made by the real openssl, and whom it knows: nodes lb1 and lb2, operators anna, former
 * (expired), early (not yet valid) and lost (can be revoked), the viewer board, and stranger, of another authority.
 */
export async function apiParties(root: string) {
  const ca = join(root, 'ca');
  const dirOf = (name: string) => join(root, 'parties', name);
  const issue = async (role: Role, name: string, now = new Date(), authority = ca) => {
    const addresses = role === 'node' ? ['127.0.0.1'] : [];
    await issueCertificate(authority, { role, name, addresses, days: 30, out: dirOf(name) }, now);
  };
  await initAuthority(ca, 'web-edge');
  await issue('node', 'lb1');
  await issue('node', 'lb2');
  await issue('operator', 'anna');
  await issue('operator', 'lost');
  await issue('viewer', 'board');
  await issue('operator', 'former', new Date(Date.now() - 60 * DAY_MS));
  await issue('operator', 'early', new Date(Date.now() + DAY_MS));
  await initAuthority(join(root, 'other-ca'), 'web-edge');
  await issue('operator', 'stranger', new Date(), join(root, 'other-ca'));
  return {
    pathsOf: (name: string) => tlsPathsIn(dirOf(name)),
    /** What `name` connects with; it trusts our authority, also when it is another's. */
    tlsOf(name: string): TlsOptions {
      const { ca: ours, crl } = tlsPathsIn(dirOf('anna'));
      const read = (path: string) => readFileSync(path, 'utf8');
      return { ...tlsOptionsOf(tlsPathsIn(dirOf(name))), ca: read(ours), crl: read(crl) };
    },
    ownCaOf: (name: string) => readFileSync(tlsPathsIn(dirOf(name)).ca, 'utf8'),
    /** Puts it on the list of the authority, and the list beside the files of lb1. */
    async revoke(name: string) {
      const { crl } = await revokeCertificates(ca, name, 'keyCompromise');
      copyFileSync(crl, tlsPathsIn(dirOf('lb1')).crl);
    },
  };
}
