import { type IncomingHttpHeaders, request } from 'node:http';

/** One plain request over a unix socket, as curl would make it. `until`: read no further than to there. */
export function askUnix(
  socketPath: string,
  method: string,
  path: string,
  {
    body,
    headers = {},
    until = () => false,
  }: {
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
    readonly until?: (text: string) => boolean;
  } = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string; json: Record<string, unknown> }> {
  const bytes = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request({
      socketPath,
      method,
      path,
      agent: false,
      headers: { ...(bytes !== undefined && { 'content-type': 'application/json' }), ...headers },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      const done = () => {
        const media = response.headers['content-type'] ?? '';
        const json =
          media.includes('json') && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {};
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        sent.destroy();
      };
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (until(text)) done();
      });
      response.on('end', done);
    });
    sent.end(bytes);
  });
}
