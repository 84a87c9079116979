import { get } from 'node:http';
import { get as getTls } from 'node:https';
import { connect } from 'node:net';

/** A service at its VIP, as clients come to it. */
export interface ThroughTarget {
  readonly service: string;
  readonly vip: string;
  readonly address: string;
  readonly port: number;
  readonly mode: 'tcp' | 'http';
  readonly isTls: boolean;
}

export interface ThroughAnswer {
  readonly ok: boolean;
  /** `200 in 2 ms`, `connection refused`. */
  readonly says: string;
}

const PATIENCE_MS = 2_000;
/** HAProxy takes a connection first and closes it when no server is there. */
const CLOSES_WITHIN_MS = 250;

/** Asks a service once as a client does: one new connection, one request where it speaks HTTP. Never rejects. */
export function lookThrough(target: ThroughTarget): Promise<ThroughAnswer> {
  return target.mode === 'http' || target.isTls ? askHttp(target) : connectTcp(target);
}

/** Any answer that is not the server's failure is one: a 404 or a 401 came from behind the VIP. */
function askHttp({ address: host, port, isTls }: ThroughTarget): Promise<ThroughAnswer> {
  const startMs = performance.now();
  return new Promise((resolve) => {
    // Whether the certificate is right is another question than whether somebody answers.
    const options = {
      host,
      port,
      path: '/',
      agent: false as const,
      timeout: PATIENCE_MS,
      rejectUnauthorized: false,
    };
    const request = (isTls ? getTls : get)(options, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve({ ok: status < 500, says: `${status} in ${Math.round(performance.now() - startMs)} ms` });
      response.once('end', () => request.destroy());
    });
    request.once('timeout', () => request.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
    request.once('error', (error) => resolve({ ok: false, says: wordsOf(error) }));
  });
}

function connectTcp({ address: host, port }: ThroughTarget): Promise<ThroughAnswer> {
  const startMs = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: ThroughAnswer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, () =>
      end({ ok: false, says: `no answer within ${PATIENCE_MS / 1000} s` }),
    );
    socket.once('error', (error) => end({ ok: false, says: wordsOf(error) }));
    socket.once('connect', () => {
      const says = `connected in ${Math.round(performance.now() - startMs)} ms`;
      setTimeout(() => end({ ok: true, says }), CLOSES_WITHIN_MS);
    });
    socket.once('end', () => end({ ok: false, says: 'the connection was closed at once' }));
    socket.resume();
  });
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'no such host answers',
  ENETUNREACH: 'no route there',
  ETIMEDOUT: 'no answer',
};

function wordsOf(error: NodeJS.ErrnoException): string {
  return WORDS[error.code ?? ''] ?? error.message;
}
