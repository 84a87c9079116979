import { Fault } from '../../base/fault.ts';
import { didYouMean } from '../../spec/did-you-mean.ts';
import { writeDurably } from '../write-durably.ts';
import { withAuthority } from './authority.ts';
import { storing } from './cannot-write.ts';
import { type Issued, readIssued } from './issued.ts';
import { inWorkshop } from './openssl.ts';
import { type RevocationReason, readRevocations, revocationFiles } from './revocations.ts';

export interface RevokeOutcome {
  /** Those that were not revoked before. */
  readonly revoked: readonly Issued[];
  /** The list to copy to every node. */
  readonly crl: string;
}

/**
 * Revokes every certificate of a name, or the one with `serial`, and signs a new list: also when there is nothing new
 * to revoke, so that a command that died before is made good.
 * @throws Fault `pki/no-such-name`, `pki/cannot-write`, `pki/openssl-failed`, and what `withAuthority` throws
 */
export function revokeCertificates(
  dir: string,
  name: string,
  reason: RevocationReason,
  serial?: string,
  now = new Date(),
): Promise<RevokeOutcome> {
  return withAuthority(dir, async (authority) => {
    const issued = readIssued(authority);
    const meant = issued.filter(
      (entry) =>
        entry.identity.name === name && (serial === undefined || entry.serial === serial.toUpperCase()),
    );
    if (meant.length === 0) throw noSuchName(name, serial, issued);
    const revoked = meant.filter(({ revocation }) => revocation === undefined);
    const { number, certificates } = readRevocations(authority);
    const all = [
      ...certificates,
      ...revoked.map((entry) => ({ serial: entry.serial, at: now.toISOString(), reason })),
    ];
    await inWorkshop(authority.dir, async (workshop) => {
      const files = await revocationFiles(workshop, authority, all, number + 1, now);
      storing(authority.dir, () => writeDurably(files));
    });
    return { revoked, crl: authority.crl };
  });
}

function noSuchName(name: string, serial: string | undefined, issued: readonly Issued[]): Fault {
  const names = [...new Set(issued.map(({ identity }) => identity.name))];
  return new Fault(
    'pki/no-such-name',
    `No certificate was issued to ${name}${serial === undefined ? '' : ` with the serial ${serial}`}; nothing was revoked.`,
    `${didYouMean(name, names)}holdfast pki show lists them all.`,
  );
}
