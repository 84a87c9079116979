import { request } from 'node:http';
import { type NginxFacts, parseNginxStatus } from './nginx-facts.ts';

/** What the nginx behind this socket counts. Rejects with a reason in words when it does not answer. */
export function observeNginx(socketPath: string, timeoutMs = 1000): Promise<NginxFacts> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath, path: '/', agent: false, headers: { host: 'status' } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        if (text.length < 4_096) text += chunk;
      });
      answer.once('end', () => {
        const facts = parseNginxStatus(text);
        if (facts === undefined) reject(new Error(`it answers ${answer.statusCode} without its counts`));
        else resolve(facts);
      });
      answer.once('error', reject);
    });
    const timer = setTimeout(() => asking.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    asking.once('close', () => clearTimeout(timer));
    asking.once('error', (error: NodeJS.ErrnoException) => reject(new Error(inWords(error))));
    asking.end();
  });
}

function inWords(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'its socket is not there';
  if (error.code === 'ECONNREFUSED') return 'nobody listens on its socket';
  return error.message;
}
