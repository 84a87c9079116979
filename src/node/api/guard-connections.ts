import {
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { Fault } from '../../base/fault.ts';
import { addressKey } from './address-key.ts';
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
const NO_HTTP = [400, 'not-http', 'it does not speak HTTP'] as const;

/** Puts the limits on a server that does not listen yet; what is turned away is counted and told. */
export function guardConnections(
  server: HttpServer | HttpsServer,
  most: number,
  limits: ApiLimits,
  { counters, refusals }: { readonly counters: ApiCounters; readonly refusals: Refusals },
): void {
  server.maxConnections = most;
  server.headersTimeout = limits.headersMs;
  server.requestTimeout = limits.requestMs;
  server.keepAliveTimeout = limits.idleMs;
  // How often the two limits above are looked at; Node reads it when the server begins to listen.
  Object.assign(server, {
    connectionsCheckingInterval: Math.min(1_000, Math.max(20, limits.headersMs / 4)),
  });
  const perAddress = new Map<string, number>();
  server.on('drop', (drop?: { remoteAddress?: string }) =>
    refusals.add('too-many-connections', `${most} connections are open`, drop?.remoteAddress ?? 'unix'),
  );
  server.prependListener('connection', (socket: Socket) => {
    counters.connections += 1;
    socket.once('close', () => {
      counters.connections -= 1;
    });
    const { remoteAddress } = socket;
    if (remoteAddress === undefined) return;
    const key = addressKey(remoteAddress);
    const open = (perAddress.get(key) ?? 0) + 1;
    perAddress.set(key, open);
    socket.once('close', () => {
      const left = (perAddress.get(key) ?? 1) - 1;
      if (left === 0) perAddress.delete(key);
      else perAddress.set(key, left);
    });
    if (open > limits.connectionsPerAddress) {
      const words = `${limits.connectionsPerAddress} connections of its address are open`;
      refusals.add('too-many-of-one-address', words, remoteAddress);
      socket.destroy();
    }
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const from = socket.remoteAddress ?? 'unix';
    // Whoever hangs up, in the middle of a request or before, did not ask for anything.
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, reason, words] = BROKEN[error.code ?? ''] ?? NO_HTTP;
    refusals.add(reason, words, from);
    socket.end(bareAnswer(status, reason, words), () => socket.destroy());
  });
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
