import { printDuration } from '../base/duration.ts';
import { openAuthority } from '../host/pki/authority.ts';
import { type Issued, readIssued } from '../host/pki/issued.ts';
import { readRevocations } from '../host/pki/revocations.ts';
import { DAY_MS } from '../host/pki/validity.ts';
import { printTable } from './print-table.ts';
import { say } from './say.ts';

export interface ShowOptions {
  readonly dir: string;
  /** Milliseconds. */
  readonly within?: number;
  readonly output: 'table' | 'json';
}

type State = 'valid' | 'renewed' | 'expired' | 'revoked' | 'expiring';

/** Without `--within`, what ends this soon is only marked. */
const SOON_MS = 30 * DAY_MS;

/** `holdfast pki show`: 1 when something in use ends `--within`, or the list of revoked ones is not up to date. */
export function pkiShow({ dir, within, output }: ShowOptions, now = Date.now()): number {
  const authority = openAuthority(dir);
  const issued = readIssued(authority);
  const { crlIsCurrent } = readRevocations(authority);
  const soon = within ?? SOON_MS;
  const authorityEnds = Date.parse(authority.x509.validTo);
  const entries = issued.map((entry) => ({ entry, state: stateOf(entry, now, soon) }));
  if (output === 'json') {
    const seen = {
      authority: {
        name: authority.x509.toLegacyObject().subject['CN'],
        until: new Date(authorityEnds).toISOString(),
        isExpiring: authorityEnds - now < soon,
        crlIsCurrent,
      },
      certificates: entries.map(({ entry, state }) => toJson(entry, state)),
    };
    process.stdout.write(`${JSON.stringify(seen, undefined, 2)}\n`);
  } else {
    const rows = [
      ['NAME', 'ROLE', 'ADDRESSES', 'UNTIL', 'LEFT', 'STATE', 'SERIAL'],
      [
        String(authority.x509.toLegacyObject().subject['CN']),
        'authority',
        '',
        ...ends(authorityEnds, now),
        authorityEnds - now < soon ? 'expiring' : 'valid',
        authority.x509.serialNumber,
      ],
      ...entries.map(({ entry, state }) => [
        entry.identity.name,
        entry.identity.role,
        entry.addresses.join(','),
        ...ends(entry.notAfter, now),
        state,
        entry.serial,
      ]),
    ];
    process.stdout.write(printTable(rows));
  }
  const ending = entries.filter(({ state }) => state === 'expiring' || state === 'expired');
  for (const { entry, state } of ending) {
    say(
      `${entry.identity.role} ${entry.identity.name} ${state === 'expired' ? 'has expired' : 'ends soon'}: ${renewal(entry)}`,
    );
  }
  if (!crlIsCurrent) {
    say('crl.pem is not the list that belongs to revoked.json: run the last `holdfast pki revoke` again.');
    return 1;
  }
  return within !== undefined && (ending.length > 0 || authorityEnds - now < soon) ? 1 : 0;
}

/** One that was renewed or revoked may end without a word. */
function stateOf({ revocation, isRenewed, notAfter }: Issued, now: number, soon: number): State {
  if (revocation !== undefined) return 'revoked';
  if (isRenewed) return 'renewed';
  if (notAfter <= now) return 'expired';
  return notAfter - now < soon ? 'expiring' : 'valid';
}

function ends(at: number, now: number): [string, string] {
  const days = Math.floor((at - now) / DAY_MS);
  const left =
    at <= now
      ? '-'
      : days > 0
        ? `${days}d`
        : printDuration(Math.max(60_000, Math.floor((at - now) / 60_000) * 60_000));
  return [new Date(at).toISOString().slice(0, 16).replace('T', ' '), left];
}

function renewal({ identity: { role, name }, addresses }: Issued): string {
  const where = addresses.length === 0 ? '' : ` --address ${addresses.join(',')}`;
  return `holdfast pki issue ${role} ${name}${where} --replace`;
}

function toJson({ identity, serial, addresses, notBefore, notAfter, revocation }: Issued, state: State) {
  return {
    ...identity,
    serial,
    addresses,
    from: new Date(notBefore).toISOString(),
    until: new Date(notAfter).toISOString(),
    state,
    ...(revocation === undefined ? {} : { revoked: { at: revocation.at, reason: revocation.reason } }),
  };
}
