import type { TLSSocket } from 'node:tls';

/** Why nobody was let in. The words are a log line; the reason is a label that a counter may bear. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly words: string;
  /** The address it came from; empty when it was gone before it could be asked. */
  readonly from: string;
}

const WORDS = {
  'no-certificate': 'it showed no certificate',
  'not-yet-valid': 'its certificate is not valid yet; compare the clocks',
  expired: 'its certificate has expired',
  revoked: 'its certificate was revoked',
  'other-authority': 'its certificate is of another authority',
  'not-for-clients': 'its certificate may not be used by a client',
  'no-role': 'its certificate names no role and name of this site',
  'bad-revocation-list':
    'our own list of revoked certificates cannot be used: it has expired or is of another authority',
  'did-not-trust-us': 'it did not trust our certificate',
  'not-tls': 'it spoke no TLS, or none of this kind',
  'too-slow': 'it took too long to say who it is',
  'hung-up': 'it hung up before it said who it is',
  other: 'its certificate was not accepted',
} as const;

export type RefusalReason = keyof typeof WORDS;

/** Codes of OpenSSL's verification (X509_verify_cert_error_string(3)) as Node names them. */
const VERIFICATION: Readonly<Record<string, RefusalReason>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  CERT_REVOKED: 'revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'other-authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'other-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'other-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'other-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'other-authority',
  CERT_SIGNATURE_FAILURE: 'other-authority',
  INVALID_PURPOSE: 'not-for-clients',
  CRL_HAS_EXPIRED: 'bad-revocation-list',
  CRL_NOT_YET_VALID: 'bad-revocation-list',
  CRL_SIGNATURE_FAILURE: 'bad-revocation-list',
  UNABLE_TO_GET_CRL: 'bad-revocation-list',
};

export function refusal(reason: RefusalReason, from = ''): Refusal {
  return { reason, words: WORDS[reason], from };
}

/** What Node's `tlsClientError` says, in our words. */
export function refusalOf(error: NodeJS.ErrnoException, socket: TLSSocket, from: string): Refusal {
  return refusal(reasonOf(error.code ?? '', String(socket.authorizationError ?? '')), from);
}

function reasonOf(code: string, verification: string): RefusalReason {
  if (verification !== '') return VERIFICATION[verification] ?? 'other';
  if (code === 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE') return 'no-certificate';
  if (code === 'ERR_TLS_HANDSHAKE_TIMEOUT') return 'too-slow';
  if (/^ERR_SSL_(TLSV1|TLSV13|SSLV3)_ALERT_/.test(code)) return 'did-not-trust-us';
  if (code.startsWith('ERR_SSL_')) return 'not-tls';
  return 'hung-up';
}
