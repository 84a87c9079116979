import { Fault } from '../../../base/fault.ts';

/** Where a door leads. */
export interface End {
  readonly kind: 'unix' | 'tls';
  /** `unix:/run/holdfast/node.sock`, `https://10.77.0.12:7443`. */
  readonly where: string;
  /** The node's name; empty = this machine's own. */
  readonly node: string;
}

/** What Node says → why, in words, and what to do. */
const WHY: Readonly<Record<string, readonly [why: string, remedy: string]>> = {
  ENOENT: ['its socket is not there: the daemon does not run', 'start'],
  ECONNREFUSED: ['nobody listens there: the daemon does not run', 'start'],
  EACCES: ['its socket is not open to this user', 'owner'],
  EPERM: ['its socket is not open to this user', 'owner'],
  EHOSTUNREACH: ['there is no way to that host', 'network'],
  ENETUNREACH: ['there is no way to that network', 'network'],
  ETIMEDOUT: ['the host does not answer', 'network'],
  ENOTFOUND: ['its name is not known', 'network'],
  EAI_AGAIN: ['its name could not be looked up', 'network'],
  ECONNRESET: ['it closed the connection, as when it does not take our certificate', 'log'],
  EPIPE: ['it closed the connection, as when it does not take our certificate', 'log'],
  CERT_HAS_EXPIRED: ['its certificate has expired', 'certificate'],
  CERT_NOT_YET_VALID: ['its certificate is not valid yet', 'clock'],
  CERT_REVOKED: ['its certificate was revoked', 'certificate'],
  CRL_HAS_EXPIRED: ['our list of revoked certificates has expired', 'list'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['its certificate is not for that address', 'certificate'],
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: ['it wants a certificate, and we showed none', 'ours'],
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: ['our own certificate has expired', 'ours'],
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: ['our own certificate was revoked', 'ours'],
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: ['our own certificate is of another authority', 'ours'],
};

const OTHER_AUTHORITY = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET|VERIFY)_.*)$/;

const REMEDIES: Readonly<Record<string, string>> = {
  start: 'Start it there (systemctl start holdfast), and see why it ended (journalctl -u holdfast).',
  owner: 'Ask as the user whom the daemon belongs to, mostly root: sudo holdfast …',
  network:
    'See whether the node runs and its address answers (ping), and what is between (firewall, routes).',
  log: 'Look in the log of that node: it says whom it refused and why (holdfast logs node).',
  certificate: 'Give that node a certificate: holdfast pki issue node NAME --address … --replace.',
  clock: 'Compare the clocks of both machines.',
  list: 'Copy a new crl.pem to this node: holdfast pki revoke writes one.',
  ours: 'Issue a new certificate for this side: holdfast pki issue … --replace.',
};

/** @param why what Node said, or how long was waited in vain */
export function unreachable(
  { where, node }: End,
  why: NodeJS.ErrnoException | { readonly withinMs: number },
): Fault {
  const who = node === '' ? 'The daemon of this node' : `The daemon of ${node}`;
  const [words, remedy, evidence] = wordsFor(why);
  return new Fault('node/unreachable', `${who} (${where}) cannot be asked: ${words}.`, remedy, evidence, why);
}

function wordsFor(
  why: NodeJS.ErrnoException | { readonly withinMs: number },
): [words: string, remedy: string, evidence: string] {
  if ('withinMs' in why) {
    const words = `it did not answer within ${why.withinMs / 1000} s`;
    return [words, 'See whether the machine is overloaded (top), and ask again.', ''];
  }
  const { code = '', message } = why;
  const [words, remedy] =
    WHY[code] ??
    (OTHER_AUTHORITY.test(code)
      ? ['its certificate is of another authority', 'certificate']
      : [message, 'log']);
  return [words, REMEDIES[remedy] ?? '', message];
}

export function unexpected({ where }: End, what: string, text: string): Fault {
  return new Fault(
    'node/unexpected-answer',
    `What answers at ${where} is no daemon of this version: ${what}.`,
    'See what listens there (ss -lntxp), and bring all nodes to one version of Holdfast.',
    text.slice(0, 500),
  );
}
