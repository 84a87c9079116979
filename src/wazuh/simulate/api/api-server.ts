import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { OwnCertificate } from '../cluster/own-certificate.ts';
import { forbidden } from './answer-request.ts';
import { type ApiAnswer, failed, problem } from './api-answer.ts';
import type { ApiRequest } from './api-request.ts';
import { type ApiLimits, LoginAttempts, RequestCount } from './limits.ts';
import { Tokens } from './token.ts';

/** How the API fails on demand; none = it works. */
export const API_FAILURES = [
  'none',
  'api',
  'api-hang',
  'api-timeout',
  'api-forbidden',
  'api-rate',
  'api-error',
] as const;
export type ApiFailure = (typeof API_FAILURES)[number];

export interface ApiRules {
  readonly node: string;
  readonly user: string;
  readonly password: string;
  readonly actions: readonly string[];
  readonly limits: ApiLimits;
  readonly tokenSeconds: number;
  /** Users are the master's: without it nobody can log in. */
  isMasterThere(): boolean;
}

const LOGIN = '/security/user/authenticate';
const TOO_MANY = {
  title: 'Wazuh Error',
  detail: 'Maximum number of requests per minute reached',
  remediation: 'This limit can be changed in api.yaml file',
  code: 6001,
};

/** Plays the REST API on port 55000: who may ask, how often, and what fails on demand. */
export class ApiServer {
  /** Requests that came in, those refused by the limit, logins that were given a token. */
  readonly counts = { requests: 0, tooMany: 0, logins: 0, refusedLogins: 0 };
  readonly #rules: ApiRules;
  readonly #answer: (request: ApiRequest) => Promise<ApiAnswer>;
  readonly #server: Server;
  readonly #tokens: Tokens;
  readonly #requests: RequestCount;
  readonly #attempts: LoginAttempts;
  #place = { host: '', port: 0 };
  #failure: ApiFailure = 'none';

  /** @param answer to a request that was let in; the master's own, or passed on to it */
  constructor(
    rules: ApiRules,
    certificate: OwnCertificate,
    answer: (request: ApiRequest) => Promise<ApiAnswer>,
  ) {
    this.#rules = rules;
    this.#answer = answer;
    this.#tokens = new Tokens(rules.tokenSeconds);
    this.#requests = new RequestCount(rules.limits.requestsPerMinute);
    this.#attempts = new LoginAttempts(rules.limits.loginAttempts, rules.limits.blockMs);
    this.#server = createServer({ ...certificate, minVersion: 'TLSv1.2' }, (request, response) => {
      void this.#serve(request, response);
    });
    this.#server.on('tlsClientError', (_error, socket) => socket.destroy());
  }

  async listen(host: string, port: number): Promise<void> {
    this.#place = { host, port };
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen({ host, port, backlog: 512 }, resolve);
    });
  }

  /** `api`: nobody listens any more; the others are answered as their names say. Every token is void afterwards. */
  async fail(what: ApiFailure): Promise<void> {
    this.#failure = what;
    this.#tokens.revokeAll();
    if (what === 'api') {
      this.#server.close();
      this.#server.closeAllConnections();
    } else if (!this.#server.listening) await this.listen(this.#place.host, this.#place.port);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.on('error', () => {}).resume();
    response.on('error', () => {});
    this.counts.requests += 1;
    if (this.#failure === 'api-hang') return;
    let answer: ApiAnswer;
    try {
      answer = await this.#say(request);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      answer = problem(500, { title: 'Wazuh Internal Error', detail }, 1000);
    }
    const { status, body, text } = answer;
    const kind = status === 200 ? 'application/json' : 'application/problem+json';
    response.setHeader('content-type', text === undefined ? `${kind}; charset=utf-8` : 'text/plain');
    response.setHeader('server', 'Wazuh');
    response.writeHead(status).end(text ?? JSON.stringify(body));
  }

  async #say(request: IncomingMessage): Promise<ApiAnswer> {
    const url = new URL(request.url ?? '/', 'https://manager');
    const [method, path, now] = [request.method ?? 'GET', url.pathname, Date.now()];
    if (this.#requests.isTooMany(now) || this.#failure === 'api-rate') {
      this.counts.tooMany += 1;
      return { status: 429, body: TOO_MANY };
    }
    if (path === LOGIN && (method === 'POST' || method === 'GET'))
      return this.#login(request, url.searchParams.get('raw') === 'true', now);
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || this.#tokens.check(token, now) === undefined)
      return problem(401, { title: 'Unauthorized', detail: 'No authorization token provided' });
    const failure = this.#failed();
    if (failure !== undefined) return failure;
    if (path === LOGIN && method === 'DELETE') {
      this.#tokens.revokeAll();
      return {
        status: 200,
        body: { message: `User ${this.#rules.user} was successfully logged out`, error: 0 },
      };
    }
    const query = Object.fromEntries(url.searchParams);
    return this.#answer({ method, path: path.replace(/(.)\/$/, '$1'), query, actions: this.#rules.actions });
  }

  #login(request: IncomingMessage, isRaw: boolean, now: number): ApiAnswer {
    const from = request.socket.remoteAddress ?? '';
    if (this.#attempts.isBlocked(from, now)) {
      const detail =
        'Limit of login attempts reached. The current IP has been blocked due to a high number of login attempts';
      return problem(403, { title: 'Permission Denied', detail }, 6000);
    }
    if (!this.#rules.isMasterThere()) return failed(500, 3023, this.#rules.node);
    const basic = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const { user, password } = this.#rules;
    if (!isSame(Buffer.from(basic, 'base64'), Buffer.from(`${user}:${password}`))) {
      this.counts.refusedLogins += 1;
      this.#attempts.failed(from, now);
      return problem(401, { title: 'Unauthorized', detail: 'Invalid credentials' });
    }
    this.counts.logins += 1;
    const token = this.#tokens.make(user, now);
    return { status: 200, body: { data: { token }, error: 0 }, ...(isRaw && { text: token }) };
  }

  #failed(): ApiAnswer | undefined {
    const { node } = this.#rules;
    if (this.#failure === 'api-timeout') return failed(500, 3021, node);
    if (this.#failure === 'api-forbidden') return forbidden('agent:reconnect', node);
    if (this.#failure !== 'api-error') return undefined;
    return problem(500, { title: 'Wazuh Internal Error', detail: 'Wazuh Internal Error' }, 1000);
  }
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
