import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { PageGround } from '../page/add-page.ts';
import { openMutualTlsServer } from '../pki/mutual-tls-server.ts';
import type { TlsPaths } from '../pki/tls-options.ts';
import { ApiCounters } from './api-counters.ts';
import { badRequest } from './api-faults.ts';
import { type AppGround, buildApp } from './build-app.ts';
import { admitRequest, guardConnections } from './guard-connections.ts';
import { type ApiLimits, LIMITS } from './limits.ts';
import { listenOnAddress, listenOnUnix } from './listen-on-unix.ts';
import type { NodeService } from './node-service.ts';
import { PROBLEM_MEDIA, problemOf } from './problem-json.ts';
import { Refusals, type Refused } from './refused.ts';

export interface ApiOptions {
  readonly service: NodeService;
  /** For this machine's owner; mode 0600. */
  readonly unixSocket: string;
  /** For peers and people elsewhere. Default: nobody from elsewhere. Port 0 = any that is free. */
  readonly tls?: { readonly paths: TlsPaths; readonly host: string; readonly port: number };
  /** Who was turned away, for the log. Default: nobody is told. */
  readonly onRefused?: (refused: Refused) => void;
  /** A mistake of ours, for the log; who asked was answered 500. */
  readonly onBug: (error: unknown, asked: string) => void;
  /** Default: new ones. */
  readonly counters?: ApiCounters;
  readonly limits?: Partial<ApiLimits>;
  /** The dashboard. Default: there is none. */
  readonly page?: PageGround;
}

export interface Api {
  readonly counters: ApiCounters;
  /** undefined without TLS. */
  readonly port: number | undefined;
  /**
   * Reads certificate, key, authority and list of revoked ones again.
   * @throws Fault `pki/…`: then all is as it was
   */
  reloadTls(): void;
  /** Ends all connections, also event streams. */
  close(): Promise<void>;
}

/**
 * Serves everything that a node does for whoever may ask.
 * @throws Fault `node/socket-in-use`, `node/cannot-listen`, `pki/…`; then nothing is served
 */
export async function serveApi(options: ApiOptions): Promise<Api> {
  const { service, unixSocket, tls, onBug, page, counters = new ApiCounters() } = options;
  const limits = { ...LIMITS, ...options.limits };
  const refusals = new Refusals(counters, options.onRefused ?? (() => undefined));
  const ground: AppGround = { service, limits, counters, refusals, onBug, ...(page && { page }) };
  const unix = createServer(listenerOf(ground, true));
  const ends = [guardConnections(unix, limits.unixConnections, limits, ground)];
  const mutual =
    tls &&
    openMutualTlsServer({
      paths: tls.paths,
      onRequest: listenerOf(ground, false),
      onRefused: ({ reason, words, from }) => refusals.add(reason, words, from),
      handshakeTimeoutMs: limits.handshakeMs,
    });
  const servers = mutual === undefined ? [unix] : [unix, mutual.server];
  const close = async () => {
    const closed = Promise.all(servers.map(closeServer));
    for (const end of ends) end();
    await closed;
    refusals.close();
  };
  try {
    await listenOnUnix(unix, unixSocket);
    if (tls !== undefined && mutual !== undefined) {
      ends.push(guardConnections(mutual.server, limits.tlsConnections, limits, ground));
      await listenOnAddress(mutual.server, tls.host, tls.port);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const port = (mutual?.server.address() as AddressInfo | null | undefined)?.port;
  return { counters, port, reloadTls: () => mutual?.reload(), close };
}

function listenerOf(ground: AppGround, onUnixSocket: boolean): RequestListener {
  const app = buildApp(ground, onUnixSocket);
  // A request that hono cannot even make an address of, such as one without the header Host.
  const errorHandler = (error: unknown) => {
    const fault = badRequest(`The request cannot be read: ${(error as Error).message}`);
    return new Response(JSON.stringify(problemOf(fault, 400)), {
      status: 400,
      headers: { 'content-type': PROBLEM_MEDIA },
    });
  };
  const serve = getRequestListener(app.fetch, { hostname: 'localhost', errorHandler });
  return (request, response) => {
    if (admitRequest(request, response, ground.limits, ground.refusals)) void serve(request, response);
  };
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
