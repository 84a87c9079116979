import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { delivered, never, notNow, type Sent } from './sent.ts';

/** Of an answer no more is read. */
const MOST_BYTES = 4_096;
/** Nobody may make us wait for longer. */
const MOST_WAIT_MS = 3_600_000;

export interface Post {
  readonly url: string;
  /** A bearer token; undefined = none is sent. */
  readonly token?: string | undefined;
  readonly body: unknown;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** PEM file; undefined = the runtime's own list. */
  readonly ca: string | undefined;
}

/** Sends JSON. Redirects are not followed: the address and the token are meant for this host alone. Never throws. */
export async function postJson(post: Post, nowMs: number): Promise<Sent> {
  try {
    const { status, headers, text } = await exchange(post);
    const says = `${status} ${text.replaceAll(/\s+/g, ' ').trim()}`.trim();
    if (status >= 200 && status < 300) return delivered(says);
    if (status >= 300 && status < 400)
      return never(`${status}: it wants us to go elsewhere; write that address into the channel`);
    // As Alertmanager does: what the receiver does not understand now, it will not understand later.
    if (status < 500 && ![408, 425, 429].includes(status)) return never(says);
    return notNow(says, waitAsked(headers['retry-after'], nowMs));
  } catch (error) {
    return notNow(inWords(error, post.timeoutMs));
  }
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

async function exchange({ url, token, body, timeoutMs, ca }: Post): Promise<Answer> {
  const target = new URL(url);
  const authorities = ca === undefined ? undefined : await readFile(ca);
  const payload = Buffer.from(JSON.stringify(body));
  return await new Promise<Answer>((resolve, reject) => {
    const send = target.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(target, {
      method: 'POST',
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
      ...(authorities !== undefined && { ca: authorities }),
      headers: {
        'content-type': 'application/json',
        'content-length': payload.length,
        'user-agent': 'holdfast',
        connection: 'close',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
    });
    request.once('error', reject);
    request.once('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      const finish = () => {
        const text = Buffer.concat(parts).subarray(0, MOST_BYTES).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        request.destroy();
      };
      response.on('data', (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size >= MOST_BYTES) finish();
      });
      response.once('end', finish);
      response.once('error', reject);
    });
    request.end(payload);
  });
}

/** Seconds or a date (RFC 9110, 10.2.3). */
export function waitAsked(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const waitMs = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(MOST_WAIT_MS, Math.max(0, waitMs));
}

function inWords(error: unknown, timeoutMs: number): string {
  const { name, message, code } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError') return `no answer in ${timeoutMs} ms`;
  return message === '' ? (code ?? 'it failed') : message;
}
