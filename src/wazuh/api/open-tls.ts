import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, getCACertificates, type TLSSocket } from 'node:tls';

/** Whom we believe to be the API: never just anybody. */
export interface Trust {
  /** PEM; undefined = the distribution's authorities, unless a fingerprint is pinned. */
  readonly ca: string | undefined;
  /** SHA-256 of the certificate, 64 hex digits in lower case: with it alone any certificate is right that has it. */
  readonly fingerprint: string | undefined;
}

/** Nothing was sent: it may be tried again, and elsewhere. */
export class NotConnected extends Error {
  /** Somebody answered whose certificate is not the one that was asked for. */
  readonly isCertificate: boolean;

  constructor(message: string, isCertificate: boolean) {
    super(message);
    this.isCertificate = isCertificate;
  }
}

/**
 * A connection whose other end has proved who it is; not a byte was written before.
 * @param signal ends the attempt; a connection that is made is the caller's
 * @throws NotConnected
 */
export async function openTls(url: URL, trust: Trust, signal: AbortSignal): Promise<TLSSocket> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return await new Promise<TLSSocket>((resolve, reject) => {
    const pinnedOnly = trust.ca === undefined && trust.fingerprint !== undefined;
    const socket = connect({
      host,
      port: Number(url.port === '' ? 443 : url.port),
      // RFC 6066, 3: a name, never an address.
      ...(isIP(host) === 0 && { servername: host }),
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      // With a fingerprint alone the check is ours, below.
      rejectUnauthorized: !pinnedOnly,
      ...(!pinnedOnly && { ca: trust.ca ?? getCACertificates('system') }),
    });
    const fail = (words: string, isCertificate: boolean) => {
      signal.removeEventListener('abort', give);
      socket.destroy();
      reject(new NotConnected(words, isCertificate));
    };
    const give = () => fail('no connection in time', false);
    signal.addEventListener('abort', give, { once: true });
    if (signal.aborted) give();
    socket.once('error', (error: NodeJS.ErrnoException) => fail(wordsOf(error), isAboutCertificate(error)));
    socket.once('secureConnect', () => {
      const wrong = wrongPin(socket, trust.fingerprint);
      if (wrong !== undefined) return fail(wrong, true);
      signal.removeEventListener('abort', give);
      resolve(socket);
    });
  });
}

/** Undefined = the certificate is the pinned one, or none is pinned. */
function wrongPin(socket: TLSSocket, fingerprint: string | undefined): string | undefined {
  if (fingerprint === undefined) return undefined;
  const { raw } = socket.getPeerCertificate();
  const seen = raw === undefined ? 'none' : createHash('sha256').update(raw).digest('hex');
  return seen === fingerprint.toLowerCase() ? undefined : `its certificate has the fingerprint ${seen}`;
}

/** OpenSSL's words for a certificate that is not accepted, and Node's for one of another host. */
function isAboutCertificate({ code = '', message }: NodeJS.ErrnoException): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS_CERT/.test(code) || /certificate/i.test(message);
}

function wordsOf({ code, message }: NodeJS.ErrnoException): string {
  const known: Readonly<Record<string, string>> = {
    DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself, and not known',
    SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not known',
    UNABLE_TO_GET_ISSUER_CERT: 'its authority is not known',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not known',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is not known',
    CERT_HAS_EXPIRED: 'its certificate has ended',
    CERT_NOT_YET_VALID: 'its certificate is not valid yet, or the clock of this node is wrong',
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'the connection was reset',
    EHOSTUNREACH: 'no route to it',
    ENETUNREACH: 'no route to it',
    ENOTFOUND: 'its name cannot be resolved',
    EAI_AGAIN: 'its name cannot be resolved now',
    ETIMEDOUT: 'no connection in time',
  };
  // Node's own advice to its users begins with the first semicolon.
  return (
    known[code ?? ''] ?? (message === '' ? (code ?? 'it failed') : message.replace(/; if the root CA.*$/, ''))
  );
}
