import { connect } from 'node:net';
import { type HaproxyFacts, parseHaproxyFacts, parseServerFacts, type ServerFacts } from './server-facts.ts';

/** The servers as the HAProxy behind this socket sees them. Rejects with a reason in words when it does not answer. */
export async function observeServers(socketPath: string, timeoutMs = 1000): Promise<readonly ServerFacts[]> {
  return parseServerFacts(await askHaproxy(socketPath, 'show stat -1 4 -1', timeoutMs));
}

/** Its servers and its frontends' sessions in one answer. Rejects with a reason in words when it does not answer. */
export async function observeHaproxy(socketPath: string, timeoutMs = 1000): Promise<HaproxyFacts> {
  return parseHaproxyFacts(await askHaproxy(socketPath, 'show stat -1 5 -1', timeoutMs));
}

/** Sends one command to HAProxy's socket and returns the whole answer. */
export function askHaproxy(socketPath: string, command: string, timeoutMs = 1000): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ path: socketPath });
    const timer = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(`${command}\n`));
    socket.on('data', (chunk) => (answer += chunk));
    socket.once('end', () => resolve(answer));
    socket.once('error', (error: NodeJS.ErrnoException) => reject(new Error(inWords(error))));
    socket.once('close', () => {
      clearTimeout(timer);
      reject(new Error('the connection was closed'));
    });
  });
}

function inWords(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'its socket is not there';
  if (error.code === 'ECONNREFUSED') return 'nobody listens on its socket';
  return error.message;
}
