import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Check } from '../../site/server-check.ts';
import type { ServerTls } from '../../site/site.ts';
import type { CheckResult } from './check-standing.ts';
import { judgeAnswer } from './judge-answer.ts';

/** One server as it is asked. */
export interface CheckTarget {
  readonly host: string;
  readonly port: number;
  /** Datagrams: who is not refused is up, unless an answer is expected. */
  readonly isUdp: boolean;
  readonly tls: ServerTls | undefined;
  /** Said before anything else, as to a server that expects the PROXY protocol. */
  readonly preface: string;
}

/** More of an answer is not read. */
const LONGEST_ANSWER = 65_536;

/**
 * Asks a server once, for as long as the check allows. Never rejects.
 * @param onOpen told our own end of the connection, `address:port`, as soon as there is one
 */
export function runCheck(
  target: CheckTarget,
  check: Check,
  onOpen: (end: string) => void = () => undefined,
): Promise<CheckResult> {
  const start = performance.now();
  const ended = (layer: string, isOk: boolean, reason = ''): CheckResult => {
    const took = `in ${Math.round(performance.now() - start)} ms`;
    return { isOk, words: `${layer} ${took}${reason === '' ? '' : `: ${reason}`}` };
  };
  return target.isUdp ? askDatagram(target, check, ended, onOpen) : askStream(target, check, ended, onOpen);
}

type Ended = (layer: string, isOk: boolean, reason?: string) => CheckResult;

function askStream(
  target: CheckTarget,
  check: Check,
  ended: Ended,
  onOpen: (end: string) => void,
): Promise<CheckResult> {
  return new Promise((resolve) => {
    const { kind, timeoutMs } = check;
    let answer = '';
    let layer = 'L4';
    const socket = openSocket(target, kind.is === 'tls');
    const done = (result: CheckResult): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const judge = (isEnd: boolean): void => {
      const judged = judgeAnswer(kind, answer, isEnd);
      if (judged !== undefined) done(ended(judged.layer, judged.isOk, judged.reason));
    };
    const timer = setTimeout(() => {
      if (layer === 'L7') done(ended('L7TOUT', false, 'no answer in time'));
      else done(ended(`${layer}TOUT`, false, 'no connection in time'));
    }, timeoutMs);
    socket.setEncoding('latin1');
    socket.once('connect', () => {
      onOpen(endOf(socket.localAddress, socket.localPort));
      if (target.preface !== '') socket.write(target.preface);
      if (target.tls !== undefined || kind.is === 'tls') layer = 'L6';
      else if (kind.is === 'tcp') done(ended('L4OK', true));
      else speak();
    });
    socket.once('secureConnect', () => {
      if (kind.is === 'tls' || kind.is === 'tcp') done(ended('L6OK', true));
      else speak();
    });
    socket.on('data', (chunk: string) => {
      answer += chunk;
      judge(answer.length >= LONGEST_ANSWER);
    });
    socket.once('end', () => judge(true));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const at = layer === 'L4' ? 'L4CON' : layer === 'L6' ? 'L6RSP' : 'L7RSP';
      done(ended(at, false, reasonOf(error)));
    });
    socket.once('close', () =>
      done(ended(layer === 'L7' ? 'L7RSP' : 'L4CON', false, 'the connection was closed')),
    );

    function speak(): void {
      layer = 'L7';
      socket.write(questionOf(check), 'latin1');
      judge(false);
    }
  });
}

function endOf(address = '', port = 0): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function openSocket({ host, port, tls }: CheckTarget, asksTls: boolean): Socket {
  if (tls === undefined && !asksTls) return connect({ host, port });
  // Whose certificate is not to be trusted finds out with the first session; a check asks whether somebody speaks TLS.
  return connectTls({
    host,
    port,
    rejectUnauthorized: false,
    ...(tls?.name === undefined ? {} : { servername: tls.name }),
  });
}

function questionOf({ kind }: Check): string {
  if (kind.is === 'bytes') return kind.send ?? '';
  if (kind.is !== 'http') return '';
  const { method, path, host } = kind;
  // As HAProxy asks: without a host it is a request of HTTP/1.0, which needs none.
  return host === undefined
    ? `${method} ${path} HTTP/1.0\r\n\r\n`
    : `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
}

function askDatagram(
  { host, port }: CheckTarget,
  check: Check,
  ended: Ended,
  onOpen: (end: string) => void,
): Promise<CheckResult> {
  return new Promise((resolve) => {
    const { kind, timeoutMs } = check;
    const expect = kind.is === 'bytes' ? kind.expect : undefined;
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const done = (result: CheckResult): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.close();
      resolve(result);
    };
    // Silence is all that a server of datagrams owes. A refusal comes at once, if it comes.
    const timer = setTimeout(
      () => done(expect === undefined ? ended('L4OK', true) : ended('L7TOUT', false, 'no answer in time')),
      expect === undefined ? Math.min(timeoutMs, 500) : timeoutMs,
    );
    socket.once('error', (error: NodeJS.ErrnoException) => done(ended('L4CON', false, reasonOf(error))));
    socket.on('message', (bytes) => {
      if (expect === undefined || bytes.toString('latin1').includes(expect)) done(ended('L7OK', true));
    });
    socket.once('connect', () => {
      const { address, port: own } = socket.address();
      onOpen(endOf(address, own));
      socket.send(Buffer.from(kind.is === 'bytes' ? (kind.send ?? '') : '', 'latin1'), () => undefined);
    });
    socket.connect(port, host);
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ECONNREFUSED') return 'connection refused';
  if (error.code === 'EHOSTUNREACH') return 'no route to the host';
  if (error.code === 'ENETUNREACH') return 'the network is unreachable';
  if (error.code === 'ECONNRESET') return 'the connection was reset';
  return error.message;
}
