import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type Identity, readIdentity } from './identity.ts';
import { type Refusal, refusal, refusalOf } from './refusal.ts';
import { type TlsPaths, tlsOptionsOf } from './tls-options.ts';

export interface MutualTlsServer {
  /** Not listening yet; limits on requests and connections are the caller's to set. */
  readonly server: Server;
  /**
   * Reads the files again, for the connections from now on; when the authority or the list of revoked certificates
   * changed, those that are open are closed, so that nobody stays who would no longer be let in.
   * @throws Fault `pki/…`: then all is as it was
   */
  reload(): void;
}

export interface MutualTlsServerOptions {
  readonly paths: TlsPaths;
  readonly onRequest: RequestListener;
  /** Called once for each connection that is not let in; it has been closed. */
  readonly onRefused: (refusal: Refusal) => void;
  /** How long somebody may take to say who it is. Default 10 s. */
  readonly handshakeTimeoutMs?: number;
}

const identities = new WeakMap<Socket, Identity>();

/** Who speaks on a connection of a server of this module: of a request, ask for `request.socket`. */
export function identityOf(socket: Socket): Identity | undefined {
  return identities.get(socket);
}

/**
 * An HTTPS server that lets in nobody but who shows a valid certificate of the site's own authority with a role in it.
 * @throws Fault `pki/…` when the files cannot be used
 */
export function openMutualTlsServer(options: MutualTlsServerOptions): MutualTlsServer {
  const { paths, onRequest, onRefused, handshakeTimeoutMs: handshakeTimeout = 10_000 } = options;
  let current = tlsOptionsOf(paths);
  const open = new Set<TLSSocket>();
  const server = createServer(
    { ...current, requestCert: true, rejectUnauthorized: true, handshakeTimeout },
    onRequest,
  );
  // Before HTTP's own listener: without an identity it shall not read a byte.
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined;
    const identity = certificate === undefined ? undefined : readIdentity(certificate);
    if (identity === undefined) {
      const from = addressOf(socket);
      socket.destroy();
      onRefused(refusal('no-role', from));
      return;
    }
    identities.set(socket, identity);
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    closeWhenExpired(socket, Date.parse(certificate?.validTo ?? ''));
  });
  // A refused socket is closed before we hear of it: it is asked for its address when it comes.
  server.on('connection', (socket: Socket) => addresses.set(socket, socket.remoteAddress ?? ''));
  server.on('tlsClientError', (error, socket) => onRefused(refusalOf(error, socket, addressOf(socket))));
  const reload = () => {
    const next = tlsOptionsOf(paths);
    // It makes new ticket keys as well: nobody resumes a session that an older list let in.
    server.setSecureContext(next);
    const changed = next.ca !== current.ca || next.crl !== current.crl;
    current = next;
    if (changed) for (const socket of open) socket.destroy();
  };
  return { server, reload };
}

const addresses = new WeakMap<Socket, string>();

/** Node keeps the TCP socket below in `_parent`, which no document names: without it the address is unknown. */
function addressOf(socket: TLSSocket): string {
  const { _parent: below } = socket as TLSSocket & { readonly _parent?: Socket };
  return (below === undefined ? undefined : addresses.get(below)) ?? '';
}

const LONGEST_TIMER_MS = 2_147_483_647;

/** An event stream may stay open for months: not longer than who listens is trusted. */
function closeWhenExpired(socket: TLSSocket, notAfter: number): void {
  const left = notAfter - Date.now();
  const timer = setTimeout(
    () => (left > LONGEST_TIMER_MS ? closeWhenExpired(socket, notAfter) : socket.destroy()),
    Math.min(left, LONGEST_TIMER_MS),
  );
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}
