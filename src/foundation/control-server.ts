import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { Fault } from '../base/fault.ts';
import { type ControlAnswer, type ControlRequest, LONGEST_WAIT_BYTES } from './control-protocol.ts';

const LONGEST_REQUEST = 4_096;

export interface ControlHandlers {
  /** @param write a line before the answer, for answers that are long */
  answer(request: ControlRequest, write: (line: string) => void): Promise<ControlAnswer>;
  /** Sends events until the socket closes. */
  follow(write: (line: string) => void): () => void;
}

/** Serves the control protocol on a unix socket that only its owner can open. */
export async function serveControl(path: string, handlers: ControlHandlers): Promise<void> {
  rmSync(path, { force: true }); // The lock is ours, so what lies there is a dead one's.
  const server = createServer((socket) => serveOne(socket, handlers));
  server.maxConnections = 64;
  const before = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.on('error', reject);
      server.listen(path, resolve);
    });
  } finally {
    process.umask(before);
  }
}

function serveOne(socket: Socket, handlers: ControlHandlers): void {
  let text = '';
  let stopFollowing: (() => void) | undefined;
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('close', () => stopFollowing?.());
  socket.on('data', (chunk: string) => {
    text += chunk;
    if (text.length > LONGEST_REQUEST) {
      socket.destroy();
      return;
    }
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const request = parseRequest(line);
      if (request?.do === 'events') {
        stopFollowing ??= handlers.follow((event) => socket.write(`${event}\n`));
      } else {
        const write = (words: string) => writeBounded(socket, words);
        void answerOne(request, handlers, write).then((answer) => {
          if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
        });
      }
    }
  });
}

async function answerOne(
  request: ControlRequest | undefined,
  handlers: ControlHandlers,
  write: (line: string) => void,
): Promise<ControlAnswer> {
  try {
    if (request === undefined) throw badRequest();
    return await handlers.answer(request, write);
  } catch (error) {
    if (error instanceof Fault) {
      const { code, message, remedy, evidence } = error;
      return { ok: false, fault: { code, message, remedy, evidence } };
    }
    throw error;
  }
}

/** Whoever reads too slowly costs the foundation no more memory than this. */
function writeBounded(socket: Socket, line: string): void {
  if (socket.destroyed) return;
  if (socket.writableLength > LONGEST_WAIT_BYTES) socket.destroy();
  else socket.write(`${line}\n`);
}

export function badRequest(): Fault {
  return new Fault(
    'foundation/bad-request',
    'That is not a request of the control protocol.',
    'Send one JSON object a line: {"do":"status"}, {"do":"reload"} (with "haproxy":"keep" or "anew"), {"do":"validate","dir":NAME}, {"do":"stop"}, {"do":"events"}, {"do":"bonus","vip":NAME,"value":true|false|null} or {"do":"ask-old-haproxy","pid":NUMBER,"command":"show sess"}.',
  );
}

export function noOldHaproxy(pid: number): Fault {
  return new Fault(
    'foundation/no-old-haproxy',
    `There is no former HAProxy ${pid} that answers.`,
    'Look at the status for those that there are; one that has ended its sessions is gone.',
  );
}

function parseRequest(line: string): ControlRequest | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'do' in value
      ? (value as ControlRequest)
      : undefined;
  } catch {
    return undefined;
  }
}
