import { request } from 'node:https';

export interface WazuhAnswer {
  readonly status: number;
  readonly text: string;
  /** Empty when the answer is no JSON. */
  readonly json: {
    readonly data?: {
      readonly affected_items: readonly Record<string, unknown>[];
      readonly token?: string;
    } & Record<string, unknown>;
    readonly error?: number;
    readonly code?: number;
    readonly message?: string;
    readonly detail?: string;
  };
}

/** One request to a simulated manager's API; its certificate is its own. */
export function askWazuhApi(
  port: number,
  said: string,
  auth: { readonly token: string } | { readonly login: string } | undefined,
): Promise<WazuhAnswer> {
  const [method, path = '/'] = said.split(' ');
  const authorization =
    auth === undefined
      ? undefined
      : 'token' in auth
        ? `Bearer ${auth.token}`
        : `Basic ${Buffer.from(auth.login).toString('base64')}`;
  return new Promise((resolve, reject) => {
    const sent = request({
      ...{ host: '127.0.0.1', port, method, path: encodeURI(path), rejectUnauthorized: false, agent: false },
      headers: authorization === undefined ? {} : { authorization },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const isJson = (response.headers['content-type'] ?? '').includes('json');
        const json = (isJson ? JSON.parse(text) : {}) as WazuhAnswer['json'];
        resolve({ status: response.statusCode ?? 0, text, json });
      });
    });
    sent.end();
  });
}

/** Logs in as the user that a simulated manager has by itself. */
export async function wazuhToken(port: number): Promise<string> {
  const login = { login: 'wazuh:wazuh' };
  return (await askWazuhApi(port, 'POST /security/user/authenticate?raw=true', login)).text;
}
