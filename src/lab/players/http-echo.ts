import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { readPlayerArguments } from './listen-args.ts';
import { stripProxyHeader } from './strip-proxy-header.ts';

/*
 * Plays an HTTP server in the lab. `/health` answers 200; `/slow?ms=N` answers after N ms; `/stream?ms=N&every=M`
 * sends a line every M ms for N ms; everything else answers with who was asked and by whom, as JSON.
 */

const LONGEST_MS = 600_000;
const { name, listen } = readPlayerArguments(process.argv.slice(2));

for (const { host, port } of listen) {
  const server = createServer({ maxHeaderSize: 64 * 1024 }, answer);
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    else socket.destroy();
  });
  // A balancer may be told to speak the PROXY protocol to this pool.
  const front = createTcpServer({ noDelay: true }, (socket) =>
    stripProxyHeader(socket, (stripped) => server.emit('connection', stripped)),
  );
  front.on('error', (error) => {
    process.stderr.write(`http-echo ${name}: ${error.message}\n`);
    process.exit(1);
  });
  front.listen({ host, port, backlog: 1024, ipv6Only: host.includes(':') });
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  // A body of any size is read and forgotten, so that the connection stays usable.
  request.on('error', () => {}).resume();
  response.on('error', () => {});
  response.setHeader('x-server', name);
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const asked = new URLSearchParams(query);
  if (path === '/health') response.end('ok\n');
  else if (path === '/slow')
    later(response, milliseconds(asked, 'ms', 1000), () => response.end(about(request)));
  else if (path === '/stream')
    stream(response, milliseconds(asked, 'ms', 10_000), milliseconds(asked, 'every', 100));
  else response.end(about(request));
}

function stream(response: ServerResponse, forMs: number, everyMs: number): void {
  const endAt = performance.now() + forMs;
  response.setHeader('content-type', 'text/plain');
  let line = 0;
  const next = () => {
    response.write(`${name} ${line++}\n`);
    if (performance.now() >= endAt) response.end();
    else later(response, Math.max(1, everyMs), next);
  };
  next();
}

function later(response: ServerResponse, ms: number, what: () => void): void {
  const timer = setTimeout(what, ms);
  response.once('close', () => clearTimeout(timer));
}

function milliseconds(asked: URLSearchParams, key: string, otherwise: number): number {
  const value = Number(asked.get(key) ?? otherwise);
  return Number.isFinite(value) && value >= 0 ? Math.min(value, LONGEST_MS) : otherwise;
}

function about(request: IncomingMessage): string {
  const { method, url, headers, socket } = request;
  return `${JSON.stringify({ server: name, client: socket.remoteAddress ?? '', method, url, headers })}\n`;
}
