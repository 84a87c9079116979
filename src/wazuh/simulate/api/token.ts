import { generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';

/** What a token says (the claims of Wazuh's API, as far as they matter here). */
interface Claims {
  readonly iss: 'wazuh';
  readonly aud: 'Wazuh API REST';
  readonly nbf: number;
  readonly exp: number;
  readonly sub: string;
  readonly run_as: boolean;
  readonly rbac_roles: readonly number[];
  readonly rbac_mode: 'white';
  readonly jti: string;
}

const HEADER = encode({ alg: 'ES512', typ: 'JWT' });

/** Makes and checks JSON Web Tokens, signed with ES512 by a key of this process's own. */
export class Tokens {
  readonly #lifeSeconds: number;
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-521' });
  /** Tokens made until then are void: users, roles or policies were changed. */
  #validFrom = 0;

  constructor(lifeSeconds: number) {
    this.#lifeSeconds = lifeSeconds;
  }

  make(user: string, nowMs: number): string {
    const nbf = Math.floor(nowMs / 1000);
    const claims: Claims = {
      iss: 'wazuh',
      aud: 'Wazuh API REST',
      nbf,
      exp: nbf + this.#lifeSeconds,
      sub: user,
      run_as: false,
      rbac_roles: [1],
      rbac_mode: 'white',
      jti: `${this.#validFrom}.${randomUUID()}`,
    };
    const said = `${HEADER}.${encode(claims)}`;
    const { privateKey } = this.#keys;
    const signature = sign('sha512', Buffer.from(said), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${said}.${signature.toString('base64url')}`;
  }

  /** @returns whose it is; undefined = it is none, or not any more */
  check(token: string, nowMs: number): string | undefined {
    const [header, payload, signature, more] = token.split('.');
    if (header !== HEADER || payload === undefined || signature === undefined || more !== undefined)
      return undefined;
    const key = { key: this.#keys.publicKey, dsaEncoding: 'ieee-p1363' as const };
    const said = Buffer.from(`${header}.${payload}`);
    if (!verify('sha512', said, key, Buffer.from(signature, 'base64url'))) return undefined;
    const { sub, exp, jti } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    return jti.startsWith(`${this.#validFrom}.`) && exp * 1000 > nowMs ? sub : undefined;
  }

  /** Makes every token void. */
  revokeAll(): void {
    this.#validFrom += 1;
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
