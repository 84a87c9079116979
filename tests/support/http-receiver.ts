import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What the receiver does with the request of that number (from 0). */
export type Answer = (response: ServerResponse, number: number, request: Received) => void;

export interface HttpReceiver {
  readonly url: string;
  readonly requests: readonly Received[];
  close(): Promise<void>;
}

/** A real HTTP server on the loopback that keeps what it is sent. Default: it answers 200 `ok`. */
export async function httpReceiver(
  answer: Answer = (response) => response.end('ok'),
  tls?: { readonly key: string; readonly cert: string },
): Promise<HttpReceiver> {
  const requests: Received[] = [];
  const listener: Parameters<typeof createServer>[1] = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      const received = {
        path: request.url ?? '',
        headers: request.headers,
        body: JSON.parse(text) as unknown,
      };
      requests.push(received);
      answer(response, requests.length - 1, received);
    });
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/in`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
