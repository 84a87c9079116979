import { mkdirSync } from 'node:fs';
import { initAuthority } from '../host/pki/init-authority.ts';
import { issueCertificate } from '../host/pki/issue-certificate.ts';
import type { Role } from '../node/pki/identity.ts';
import type { Site } from '../site/site.ts';
import { stateFault } from './state-dir.ts';

/** A lab is of days, and nobody renews its certificates. */
const DAYS = 365;

/**
 * Makes the authority of a lab (`DIR/pki/authority`) and a certificate for each node (`DIR/NODE/pki`), and for two people
 * that a user may try to be (`DIR/pki/operator`, `DIR/pki/viewer`).
 * @throws Fault `pki/openssl-failed`, `pki/cannot-write`, `lab/state-not-writable`
 */
export async function issueCertificates(dir: string, site: Site): Promise<void> {
  const authority = `${dir}/pki/authority`;
  try {
    mkdirSync(`${dir}/pki`, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw stateFault(`${dir}/pki`, error);
  }
  await initAuthority(authority, site.name);
  const issue = (role: Role, name: string, addresses: readonly string[], out: string) =>
    issueCertificate(authority, { role, name, addresses, days: DAYS, out: `${dir}/${out}` });
  // One after the other, as the authority's lock wants it.
  for (const node of site.nodes) {
    const addresses = node.interfaces.flatMap((one) => one.addresses.map(({ address }) => address));
    await issue('node', node.name, addresses, `${node.name}/pki`);
  }
  for (const role of ['operator', 'viewer'] as const) {
    // A name means one party, and a node may be called so.
    const isTaken = site.nodes.some(({ name }) => name === role);
    await issue(role, isTaken ? `lab-${role}` : role, [], `pki/${role}`);
  }
}
