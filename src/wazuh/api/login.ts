import { loginAnswer } from './answers.ts';
import { blocked, loginRefused, noSecret, unexpectedAnswer } from './api-faults.ts';
import type { Received } from './exchange.ts';
import { readJson } from './read-json.ts';

export interface LoginAround {
  readonly user: string;
  /** Read again for each login, so that a new one counts at once; undefined = there is none. */
  readonly password: () => string | undefined;
  /** `POST /security/user/authenticate` there. */
  readonly send: (url: URL, authorization: string) => Promise<Received>;
  readonly now: () => number;
}

/** As Wazuh has it by default (`auth_token_exp_timeout`), for a token that does not say. */
const LIFETIME_MS = 900_000;
/** A minute, doubled each time: 9 logins in the first hour, where 50 block the address. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 900_000;
/** Wazuh's `block_time` is 300 s. */
const BLOCK_MS = 310_000;

interface Token {
  readonly text: string;
  readonly useUntilMs: number;
}

/** Tokens of the API, one a URL, since a manager may not know those of another. */
export class Login {
  readonly #around: LoginAround;
  readonly #tokens = new Map<string, Token>();
  readonly #pending = new Map<string, Promise<Token>>();
  /** Logins that were refused with this password; nobody tries it again before. */
  #refused: { readonly password: string; readonly times: number; readonly untilMs: number } | undefined;
  #blockedUntilMs = 0;

  constructor(around: LoginAround) {
    this.#around = around;
  }

  /**
   * The value of an Authorization header.
   * @param not a token that was refused
   * @throws Fault `wazuh/api-login-refused`, `wazuh/api-blocked`, `wazuh/api-secret-missing`; what `send` throws
   */
  async bearer(url: URL, not?: string): Promise<string> {
    const known = this.#tokens.get(url.origin);
    const isGood = known !== undefined && this.#around.now() < known.useUntilMs && bearerOf(known) !== not;
    return bearerOf(isGood ? known : await this.#once(url));
  }

  /** Two that need a token at the same moment log in once. */
  async #once(url: URL): Promise<Token> {
    const pending = this.#pending.get(url.origin) ?? this.#logIn(url);
    this.#pending.set(url.origin, pending);
    try {
      return await pending;
    } finally {
      if (this.#pending.get(url.origin) === pending) this.#pending.delete(url.origin);
    }
  }

  async #logIn(url: URL): Promise<Token> {
    const { user, password: lookUp, send, now } = this.#around;
    const password = lookUp();
    if (password === undefined || password === '') throw noSecret('The password of the Wazuh API');
    this.#requirePatience(password);
    const basic = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
    const { status, text } = await send(url, basic);
    if (status === 401) throw this.#noteRefused(password);
    if (status === 403) throw this.#noteBlocked();
    const answer = readJson(loginAnswer, text);
    if (status !== 200 || !('value' in answer)) throw unexpectedAnswer('log in', whatCame(status, answer));
    this.#refused = undefined;
    const { token: said } = answer.value.data;
    // Before its end, which is told in whole seconds: a request that is on its way then is not refused.
    const token = { text: said, useUntilMs: now() + lifetimeOf(said) * 0.8 - 1_000 };
    this.#tokens.set(url.origin, token);
    return token;
  }

  #requirePatience(password: string): void {
    const nowMs = this.#around.now();
    if (nowMs < this.#blockedUntilMs) throw blocked(this.#blockedUntilMs - nowMs);
    const { untilMs = 0, password: former } = this.#refused ?? {};
    if (former === password && nowMs < untilMs) throw loginRefused(this.#around.user, untilMs - nowMs);
  }

  #noteRefused(password: string) {
    const times = this.#refused?.password === password ? this.#refused.times + 1 : 1;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (times - 1));
    this.#refused = { password, times, untilMs: this.#around.now() + waitMs };
    return loginRefused(this.#around.user, waitMs);
  }

  #noteBlocked() {
    this.#blockedUntilMs = this.#around.now() + BLOCK_MS;
    return blocked(BLOCK_MS);
  }
}

function bearerOf({ text }: Token): string {
  return `Bearer ${text}`;
}

/** What the token says of itself, whatever the clocks of both sides say: from `nbf` or `iat` to `exp`. */
function lifetimeOf(token: string): number {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { exp, nbf, iat } = claims as Readonly<Record<string, unknown>>;
    const from = nbf ?? iat;
    if (typeof exp !== 'number' || typeof from !== 'number') return LIFETIME_MS;
    const ms = (exp - from) * 1_000;
    return ms > 0 ? Math.min(ms, 86_400_000) : LIFETIME_MS;
  } catch {
    return LIFETIME_MS;
  }
}

function whatCame(status: number, answer: object): string {
  return 'why' in answer && status === 200 ? String(answer.why) : `HTTP ${status}`;
}
