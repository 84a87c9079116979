import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './self-signed.ts';

export interface ServedAgent {
  readonly id: string;
  readonly node_name: string;
  readonly version?: string;
}

/** One request as it came. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What happens instead of the right answer; `cut` ends the connection, `hang` never answers. */
type Instead =
  | { readonly status: number; readonly body: string }
  | { readonly does: 'cut' | 'hang' | 'flood' };

/** An API of Wazuh 4.14 with its documented answers, as far as a balancer asks it; everything may be changed while it runs. */
export class WazuhApiServer {
  nodes: { name: string; type: string; version: string; ip: string }[] = [
    { name: 'master', type: 'master', version: '4.14.7', ip: '10.77.0.21' },
    { name: 'worker1', type: 'worker', version: '4.14.7', ip: '10.77.0.22' },
  ];
  agents: ServedAgent[] = [];
  user = 'holdfast';
  password = 'secret';
  lifetimeS = 900;
  daemons: Readonly<Record<string, string>> = { 'wazuh-remoted': 'running' };
  logins = 0;
  /** Agents that cannot be asked, with the code. */
  refuses: Readonly<Record<string, number>> = {};
  readonly asked: Asked[] = [];
  readonly #tokens = new Set<string>();
  readonly #instead: { readonly path: RegExp; readonly what: Instead; times: number }[] = [];
  readonly #server;
  readonly caFile: string;
  readonly fingerprint: string;

  constructor(dir: string) {
    const { key, cert, path } = selfSigned(dir);
    this.caFile = path;
    this.fingerprint = new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
    this.#server = createServer({ key, cert }, (request, response) => this.#serve(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '0.0.0.0', resolve));
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The next requests of a path are answered so. */
  instead(path: RegExp, what: Instead, times = 1): void {
    this.#instead.push({ path, what, times });
  }

  /** As a change of a role does. */
  endTokens(): void {
    this.#tokens.clear();
  }

  askedOf(path: string): readonly Asked[] {
    return this.asked.filter((one) => one.path === path);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'https://api');
    this.asked.push({ method: request.method ?? '', path, query });
    const instead = this.#instead.find((one) => one.times > 0 && one.path.test(path));
    if (instead !== undefined) {
      instead.times -= 1;
      return misbehave(instead.what, request, response);
    }
    const [status, body] = this.#answer(request, path, query);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  #answer(request: IncomingMessage, path: string, query: URLSearchParams): readonly [number, unknown] {
    const { authorization = '' } = request.headers;
    if (path === '/security/user/authenticate') return this.#logIn(authorization);
    if (!this.#tokens.has(authorization)) return [401, { title: 'Unauthorized', detail: 'Invalid token' }];
    if (path === '/cluster/nodes') return [200, page(this.nodes, query)];
    if (path === '/agents') {
      const name = query.get('node_name');
      return [
        200,
        page(
          this.agents.filter((agent) => name === null || agent.node_name === name),
          query,
        ),
      ];
    }
    if (path === '/agents/stats/distinct') return [200, page(this.#counts(), query)];
    if (path === '/agents/reconnect' && request.method === 'PUT') return [200, this.#reconnect(query)];
    if (/^\/cluster\/[^/]+\/status$/.test(path)) return [200, page([this.daemons], query)];
    return [404, { title: 'Not Found', detail: '404: Not Found' }];
  }

  #logIn(authorization: string): readonly [number, unknown] {
    this.logins += 1;
    const right = `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`;
    if (authorization !== right) return [401, { title: 'Unauthorized', detail: 'Invalid credentials' }];
    const nbf = Math.floor(Date.now() / 1000);
    const claims = { iss: 'wazuh', sub: this.user, nbf, exp: nbf + this.lifetimeS, jti: this.logins };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'ES512', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
    this.#tokens.add(`Bearer ${token}`);
    return [200, { data: { token }, error: 0 }];
  }

  #counts() {
    const names = [...new Set(this.agents.map((agent) => agent.node_name))];
    return names.map((name) => ({
      node_name: name,
      count: this.agents.filter((agent) => agent.node_name === name).length,
    }));
  }

  #reconnect(query: URLSearchParams) {
    const ids = (query.get('agents_list') ?? '').split(',');
    const isRefused = (id: string) => id in this.refuses;
    const asked = ids.filter((id) => !isRefused(id));
    const failed = ids.filter(isRefused).map((id) => ({
      error: { code: this.refuses[id], message: 'Cannot send request', remediation: '…' },
      id: [id],
    }));
    const data = {
      affected_items: asked,
      total_affected_items: asked.length,
      total_failed_items: failed.length,
      failed_items: failed,
    };
    return { data, message: 'Force reconnect command was sent', error: failed.length === 0 ? 0 : 2 };
  }
}

function page(all: readonly object[], query: URLSearchParams) {
  const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 500)];
  const data = {
    affected_items: all.slice(offset, offset + limit),
    total_affected_items: all.length,
    total_failed_items: 0,
    failed_items: [],
  };
  return { data, message: 'All selected information was returned', error: 0 };
}

function misbehave(what: Instead, request: IncomingMessage, response: ServerResponse): void {
  if ('status' in what) {
    response.writeHead(what.status, { 'content-type': 'application/json' }).end(what.body);
  } else if (what.does === 'cut') {
    response.writeHead(200, { 'content-length': '1000' }).write('{"data":');
    request.socket.destroySoon();
  } else if (what.does === 'flood') {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 0x20)));
    };
    response.on('drain', more);
    more();
  }
}
