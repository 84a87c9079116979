import type { RevocationReason } from '../host/pki/revocations.ts';
import { revokeCertificates } from '../host/pki/revoke-certificates.ts';
import { say } from './say.ts';

/** `holdfast pki revoke NAME`: prints the path of the list. Throws Faults. */
export async function pkiRevoke(
  dir: string,
  name: string,
  reason: RevocationReason,
  serial: string | undefined,
): Promise<void> {
  const { revoked, crl } = await revokeCertificates(dir, name, reason, serial);
  process.stdout.write(`${crl}\n`);
  for (const entry of revoked) {
    const until = new Date(entry.notAfter).toISOString().slice(0, 10);
    say(`Revoked: ${entry.identity.role} ${name}, ${entry.serial}, which was valid until ${until}.`);
  }
  if (revoked.length === 0) say(`${name} was revoked before; the list was signed anew.`);
  say(`Until ${crl} is on a node, that node still lets ${name} in: copy it to every node.`);
}
