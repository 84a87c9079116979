import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';

export type ControlRequest = { readonly do: string } & Readonly<Record<string, unknown>>;

const LONGEST_REQUEST = 65_536;

/**
 * Serves a unix socket that only its owner can open: one JSON request a line, one JSON answer a line, in order. What
 * `answer` throws is told as `{"error": text}`.
 */
export async function serveControlSocket(
  path: string,
  answer: (request: ControlRequest) => unknown,
): Promise<Server> {
  rmSync(path, { force: true });
  const server = createServer((socket) => serveOne(socket, answer));
  const before = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  } finally {
    process.umask(before);
  }
  return server;
}

function serveOne(socket: Socket, answer: (request: ControlRequest) => unknown): void {
  let text = '';
  let done = Promise.resolve();
  socket.on('error', () => socket.destroy());
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.length > LONGEST_REQUEST) socket.destroy();
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      done = done.then(async () => {
        const said = await answerLine(line, answer);
        if (!socket.destroyed) socket.write(`${JSON.stringify(said)}\n`);
      });
    }
  });
}

async function answerLine(line: string, answer: (request: ControlRequest) => unknown): Promise<unknown> {
  try {
    const request: unknown = JSON.parse(line);
    if (
      typeof request !== 'object' ||
      request === null ||
      !('do' in request) ||
      typeof request.do !== 'string'
    )
      return { error: 'a request is an object with "do"' };
    return await answer(request as ControlRequest);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
