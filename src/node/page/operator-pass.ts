import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** In it the page says what it alone can know; a page of another origin cannot send it unasked. */
export const KEY_HEADER = 'holdfast-key';
const COOKIE = 'holdfast-operator';

/**
 * How a browser becomes the operator's: a token in an address, once; from then on a cookie that scripts cannot read, and
 * a key that only pages of this origin know. Cookies are shared by all ports of a host, so neither suffices alone.
 */
export class OperatorPass {
  readonly #token = secret();
  readonly #cookie = secret();
  readonly #key = secret();
  #isUsed = false;

  /** For the address that is printed. */
  get token(): string {
    return this.#token;
  }

  /** What the browser gets for the token; undefined = it is not the one, or was used before. */
  redeem(token: string): { readonly cookie: string; readonly location: string } | undefined {
    if (this.#isUsed || !isSame(token, this.#token)) return undefined;
    this.#isUsed = true;
    return {
      cookie: `${COOKIE}=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`,
      // Behind # it is never sent to anybody.
      location: `/#key=${this.#key}`,
    };
  }

  isHeldBy({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(';').map((part) => part.trim());
    const key = headers[KEY_HEADER];
    return (
      typeof key === 'string' &&
      isSame(key, this.#key) &&
      cookies.some(
        (part) => part.startsWith(`${COOKIE}=`) && isSame(part.slice(COOKIE.length + 1), this.#cookie),
      )
    );
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes the same time whatever is alike. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
