import {
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Fault } from '../../base/fault.ts';
import { identityOf } from '../pki/mutual-tls-server.ts';
import { AddressPlaces } from './address-places.ts';
import type { ApiCounters } from './api-counters.ts';
import { tooManyRequests } from './api-faults.ts';
import type { ApiLimits } from './limits.ts';
import { PROBLEM_MEDIA, problemOf } from './problem-json.ts';
import type { Refusals } from './refused.ts';

/** Why a connection was cut whose bytes were no request, by the error's code. */
const BROKEN: Readonly<Record<string, readonly [status: number, reason: string, words: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'too-slow', 'it took too long to send its request'],
  HPE_HEADER_OVERFLOW: [431, 'large-headers', 'its headers are too large'],
};
/** For whoever does not take the answer. */
const LAST_WORDS_MS = 2_000;
const NO_HTTP = [400, 'not-http', 'it does not speak HTTP'] as const;

/**
 * Puts the limits on a server that does not listen yet; what is turned away is counted and told.
 * @returns what ends all connections, also those that have not said yet who they are
 */
export function guardConnections(
  server: HttpServer | HttpsServer,
  most: number,
  limits: ApiLimits,
  { counters, refusals }: { readonly counters: ApiCounters; readonly refusals: Refusals },
): () => void {
  server.maxConnections = most;
  server.headersTimeout = limits.headersMs;
  server.requestTimeout = limits.requestMs;
  server.keepAliveTimeout = limits.idleMs;
  // How often the two limits above are looked at; Node reads it when the server begins to listen.
  Object.assign(server, {
    connectionsCheckingInterval: Math.min(1_000, Math.max(20, limits.headersMs / 4)),
  });
  server.on('drop', (drop?: { remoteAddress?: string }) =>
    refusals.add('too-many-connections', `${most} connections are open`, drop?.remoteAddress ?? 'unix'),
  );
  const open = new Set<Socket>();
  const places = new AddressPlaces(limits.connectionsPerAddress);
  // Before TLS and HTTP, which must not see a connection that is turned away.
  const serve = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket;
    if (!places.take(socket)) {
      const words = `${limits.connectionsPerAddress} connections of its address are open`;
      refusals.add('too-many-of-one-address', words, remoteAddress ?? '');
      socket.destroy();
      return;
    }
    open.add(socket);
    counters.connections += 1;
    socket.once('close', () => {
      open.delete(socket);
      counters.connections -= 1;
    });
    for (const listener of serve) listener.call(server, socket);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const from = socket.remoteAddress ?? 'unix';
    // Whoever hangs up did not ask for anything; whoever did not get through TLS was told of, and cannot be answered.
    const isStranger = socket instanceof TLSSocket && identityOf(socket) === undefined;
    if (isStranger || error.code === 'ECONNRESET' || error.code === 'EPIPE' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, reason, words] = BROKEN[error.code ?? ''] ?? NO_HTTP;
    refusals.add(reason, words, from);
    socket.setTimeout(LAST_WORDS_MS, () => socket.destroy());
    socket.end(bareAnswer(status, reason, words), () => socket.destroy());
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}

/** @returns true when the request may be served; otherwise it was answered */
export function admitRequest(
  request: IncomingMessage,
  response: ServerResponse,
  limits: ApiLimits,
  refusals: Refusals,
): boolean {
  const { socket } = request;
  const open = (answering.get(socket) ?? 0) + 1;
  if (open > limits.requestsPerConnection) {
    const { requestsPerConnection: most } = limits;
    refusals.add(
      'too-many-requests',
      `${most} requests of one connection are open`,
      socket.remoteAddress ?? 'unix',
    );
    response.writeHead(429, { 'Content-Type': PROBLEM_MEDIA, Connection: 'close', 'Retry-After': '5' });
    response.end(JSON.stringify(problemOf(tooManyRequests(most), 429)));
    return false;
  }
  answering.set(socket, open);
  response.once('close', () => answering.set(socket, (answering.get(socket) ?? 1) - 1));
  return true;
}

const answering = new WeakMap<Socket, number>();

function bareAnswer(status: number, reason: string, words: string): string {
  const fault = new Fault(
    'node/bad-request',
    `The request was not served: ${words} (${reason}).`,
    'Send HTTP/1.1.',
  );
  const body = JSON.stringify(problemOf(fault, status));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${PROBLEM_MEDIA}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
