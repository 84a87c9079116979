import type { WazuhApi } from '../../site/site.ts';
import type { ApiClock } from './api-clock.ts';
import { budgetSpent, tooMany } from './api-faults.ts';
import type { Call } from './call.ts';
import { exchange, NoAnswer, type Received, type Request } from './exchange.ts';
import { Login } from './login.ts';
import { NotConnected, type Trust } from './open-tls.ts';
import { sayRefusal } from './refusal.ts';
import { RequestBudget, type Use } from './request-budget.ts';

export interface LineAround {
  readonly api: WazuhApi;
  /** PEM of `api.ca`; undefined = the distribution's authorities, unless a fingerprint is pinned. */
  readonly ca: string | undefined;
  /** Read for each login; undefined = there is none. */
  readonly password: () => string | undefined;
  readonly clock: ApiClock;
  /** A request has ended: `ok`, an HTTP status, `no-connection`, `no-answer`, `certificate`. */
  readonly onRequest: (call: string, result: string) => void;
}

/** The API itself ends what takes longer than 10 s, but for orders that were told to wait. */
const READ_MS = 15_000;
const ORDER_MS = 30_000;
/** A password is hashed for long, on purpose, but another URL may be waiting for its turn. */
const LOGIN_MS = 8_000;
const LOGIN_HOLD_MS = 10_000;

/** Sends requests to one URL or another: within the budget, logged in, over TLS that was proven. */
export class RequestLine {
  readonly #around: LineAround;
  readonly #trust: Trust;
  readonly #budget: RequestBudget;
  readonly #login: Login;
  readonly #closing = new AbortController();

  constructor(around: LineAround) {
    this.#around = around;
    const { api, ca, password, clock } = around;
    this.#trust = { ca, fingerprint: api.fingerprint };
    this.#budget = new RequestBudget(api.requestsPerMinute);
    const send = (url: URL, authorization: string) => this.#logIn(url, authorization);
    this.#login = new Login({ user: api.user, password, send, now: clock.now });
  }

  get perMinute(): number {
    return this.#budget.perMinute;
  }

  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** No request for so long. */
  hold(forMs: number): void {
    this.#budget.hold(this.#around.clock.now() + forMs);
  }

  close(): void {
    this.#closing.abort();
  }

  /**
   * @param endMs when nobody waits for it any more
   * @throws NotConnected, NoAnswer; Fault `wazuh/api-budget-spent` and those of a login
   */
  async send(url: URL, call: Call, endMs: number): Promise<Received> {
    const bearer = await this.#login.bearer(url);
    const received = await this.#sendWith(bearer, url, call, endMs);
    if (received.status !== 401) return received;
    // Any change of a role, a policy or a user ends all tokens.
    return await this.#sendWith(await this.#login.bearer(url, bearer), url, call, endMs);
  }

  async #sendWith(authorization: string, url: URL, call: Call, endMs: number): Promise<Received> {
    const { name, method, path, query, use } = call;
    await this.#takeOne(use, endMs);
    const target = new URL(path, url);
    target.search = new URLSearchParams(query).toString();
    const leftMs = Math.max(1_000, endMs - this.#around.clock.now());
    const answerMs = method === 'PUT' ? ORDER_MS : Math.min(READ_MS, leftMs);
    return await this.#counted(name, use, { url: target, method, authorization, answerMs });
  }

  async #logIn(url: URL, authorization: string): Promise<Received> {
    await this.#takeOne('discovery', this.#around.clock.now() + 2_000);
    const target = new URL('/security/user/authenticate', url);
    const request = { url: target, method: 'POST', authorization, answerMs: LOGIN_MS } as const;
    const received = await this.#counted('login', 'discovery', request).catch((error: unknown) => {
      // Of what the login was for nothing was sent.
      throw error instanceof NoAnswer ? new NotConnected(error.message, false) : error;
    });
    if (received.status >= 500) throw new NotConnected(`at the login ${sayRefusal(received)}`, false);
    if (received.status !== 429) return received;
    this.hold(LOGIN_HOLD_MS);
    throw tooMany(LOGIN_HOLD_MS);
  }

  async #counted(name: string, use: Use, request: Request): Promise<Received> {
    const { onRequest } = this.#around;
    try {
      const received = await exchange(request, this.#trust, this.closed);
      onRequest(name, received.status === 200 ? 'ok' : `${received.status}`);
      return received;
    } catch (error) {
      const isUnsent = error instanceof NotConnected;
      if (isUnsent) this.#budget.giveBack(use);
      const unsent = isUnsent && error.isCertificate ? 'certificate' : 'no-connection';
      onRequest(name, isUnsent ? unsent : 'no-answer');
      throw error;
    }
  }

  async #takeOne(use: Use, endMs: number): Promise<void> {
    const { clock } = this.#around;
    for (;;) {
      const waitMs = this.#budget.take(use, clock.now());
      if (waitMs === 0) return;
      if (this.closed.aborted || clock.now() + waitMs > endMs) throw budgetSpent(this.perMinute, waitMs);
      await clock.wait(waitMs, this.closed);
    }
  }
}
