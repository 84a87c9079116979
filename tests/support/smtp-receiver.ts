import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Head and body, dots unstuffed. */
  readonly text: string;
  readonly isEncrypted: boolean;
  /** `user:password`, as it logged in; undefined = it did not. */
  readonly login: string | undefined;
}

export interface SmtpOptions {
  /** With it STARTTLS is offered. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** TLS from the first byte. */
  readonly isImplicit?: boolean;
  /** `user:password` that is let in; with it nobody else may send. */
  readonly login?: string;
  /** Answers a command otherwise; undefined = as usual. An empty text = never. */
  readonly instead?: (command: string, count: number) => string | undefined;
}

/** A mail server (RFC 5321, 3207, 4954) on the loopback that keeps what it is sent. */
export async function smtpReceiver(options: SmtpOptions = {}) {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const seen = new Map<string, number>();
  const server = createServer((raw) => {
    sockets.add(raw);
    raw.on('error', () => undefined);
    if (options.isImplicit === true) converse(encrypted(raw), true);
    else converse(raw, false);
  });

  function encrypted(raw: Socket): TLSSocket {
    const secureContext = createSecureContext(options.tls);
    const socket = new TLSSocket(raw, { isServer: true, secureContext });
    socket.on('error', () => undefined);
    return socket;
  }

  function converse(socket: Socket, isEncrypted: boolean, isGreeted = false): void {
    let [buffer, from, login] = ['', '', ''];
    let to: string[] = [];
    let mode: 'command' | 'data' | 'user' | 'password' = 'command';
    const say = (text: string) => socket.write(`${text}\r\n`);
    if (!isGreeted) say('220 receiver ESMTP');
    socket.on('data', (part: Buffer) => {
      buffer += part.toString('utf8');
      for (;;) {
        const end = mode === 'data' ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + (mode === 'data' ? 5 : 2));
        take(line);
      }
    });

    function take(line: string): void {
      if (mode === 'data') {
        mode = 'command';
        const text = line.replaceAll(/^\.\./gm, '.');
        mails.push({ from, to, text, isEncrypted, login: login === '' ? undefined : login });
        say('250 2.0.0 kept');
        return;
      }
      if (mode === 'user') {
        login = plain(line);
        mode = 'password';
        say('334 UGFzc3dvcmQ6');
        return;
      }
      if (mode === 'password') {
        mode = 'command';
        check(`${login}:${plain(line)}`);
        return;
      }
      const command = (/^[A-Za-z]+/.exec(line)?.[0] ?? '').toUpperCase();
      const count = seen.get(command) ?? 0;
      seen.set(command, count + 1);
      const instead = options.instead?.(command, count);
      if (instead === '') return;
      if (instead !== undefined) say(instead);
      else obey(command, line);
    }

    function obey(command: string, line: string): void {
      switch (command) {
        case 'EHLO':
          say('250-receiver');
          if (options.tls !== undefined && !isEncrypted) say('250-STARTTLS');
          if (options.login !== undefined) say('250-AUTH PLAIN LOGIN');
          say('250 8BITMIME');
          break;
        case 'STARTTLS':
          say('220 go ahead');
          socket.removeAllListeners('data');
          converse(encrypted(socket), true, true);
          break;
        case 'AUTH': {
          const [, how = '', words = ''] = line.split(' ');
          if (how.toUpperCase() === 'LOGIN') {
            mode = 'user';
            say('334 VXNlcm5hbWU6');
          } else {
            const [, user = '', password = ''] = plain(words).split('\0');
            check(`${user}:${password}`);
          }
          break;
        }
        case 'MAIL':
          from = /<([^>]*)>/.exec(line)?.[1] ?? '';
          to = [];
          say(options.login === undefined || login === options.login ? '250 fine' : '530 5.7.0 log in first');
          break;
        case 'RCPT':
          to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
          say('250 fine');
          break;
        case 'DATA':
          mode = 'data';
          say('354 go on');
          break;
        case 'QUIT':
          say('221 bye');
          socket.end();
          break;
        default:
          say(command === 'RSET' || command === 'NOOP' ? '250 fine' : '502 5.5.1 unknown');
      }
    }

    function check(given: string): void {
      login = given;
      // A careless server that repeats what it was told.
      say(given === options.login ? '235 2.7.0 welcome' : `535 5.7.8 ${given.split(':')[1]} is wrong`);
    }
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    mails: mails as readonly ReceivedMail[],
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function plain(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
