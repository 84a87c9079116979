import { connect } from 'node:net';

/**
 * One request to a program of the simulated cluster and its answer, each one line of JSON over its unix socket.
 * @throws Error when nobody answers in time, or when the program refuses
 */
export function askPlayer<Answer>(
  socket: string,
  request: { readonly do: string } & Readonly<Record<string, unknown>>,
  timeoutMs = 5000,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = '';
    const connection = connect(socket);
    const late = setTimeout(
      () => connection.destroy(new Error(`it did not answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    connection.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) connection.destroy();
    });
    connection.on('connect', () => connection.write(`${JSON.stringify(request)}\n`));
    connection.on('error', reject);
    connection.on('close', () => {
      clearTimeout(late);
      try {
        const answer = JSON.parse(text) as Answer & { readonly error?: string };
        if (answer.error === undefined) resolve(answer);
        else reject(new Error(answer.error));
      } catch {
        reject(new Error('it ended without an answer'));
      }
    });
  });
}
