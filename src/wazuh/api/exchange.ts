import { request as requestHttp } from 'node:http';
import { openTls, type Trust } from './open-tls.ts';
import { plainWords } from './plain-words.ts';

export interface Request {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly authorization: string;
  /** For the whole answer, from the moment that there is a connection. */
  readonly answerMs: number;
}

export interface Received {
  readonly status: number;
  readonly text: string;
}

/** It was sent, and nobody knows what became of it. */
export class NoAnswer extends Error {}

/** A page of 500 agents has about 100,000 bytes. */
const LONGEST_ANSWER = 4_194_304;
const CONNECT_MS = 5_000;

/**
 * One request on a connection of its own: one that is kept may be closed by the other side just when it is used again, and
 * an order that may have arrived cannot be repeated.
 * @throws NotConnected, NoAnswer
 */
export async function exchange(sent: Request, trust: Trust, closed: AbortSignal): Promise<Received> {
  const socket = await openTls(sent.url, trust, AbortSignal.any([closed, AbortSignal.timeout(CONNECT_MS)]));
  const { url, method, authorization, answerMs } = sent;
  return await new Promise<Received>((resolve, reject) => {
    const request = requestHttp({
      createConnection: () => socket,
      method,
      path: `${url.pathname}${url.search}`,
      signal: AbortSignal.any([closed, AbortSignal.timeout(answerMs)]),
      headers: {
        host: url.host,
        authorization,
        accept: 'application/json',
        'user-agent': 'holdfast',
        connection: 'close',
        ...(method !== 'GET' && { 'content-length': 0 }),
      },
    });
    const fail = (words: string) => {
      reject(new NoAnswer(words));
      request.destroy();
      socket.destroy();
    };
    request.on('error', (error) => fail(wordsOf(error, answerMs)));
    request.once('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > LONGEST_ANSWER) fail(`an answer of more than ${LONGEST_ANSWER} bytes`);
        else parts.push(part);
      });
      response.on('error', (error) => fail(wordsOf(error, answerMs)));
      // `close` without `end`: the body was cut.
      response.once('close', () => fail('the answer was cut'));
      response.once('end', () => {
        if (!response.complete) return fail('the answer was cut');
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') });
        socket.destroy();
      });
    });
    request.end();
  });
}

function wordsOf({ name, message }: Error, answerMs: number): string {
  if (name === 'AbortError' || name === 'TimeoutError') return `no answer in ${answerMs / 1000} s`;
  return plainWords(message);
}
