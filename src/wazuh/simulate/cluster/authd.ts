import { createServer, type Server, type TLSSocket } from 'node:tls';
import { type EnrollmentAnswer, LONGEST_REQUEST, printEnrollmentAnswer } from '../../protocol/enrollment.ts';
import type { OwnCertificate } from './own-certificate.ts';

/** authd's list; `@STRENGTH` aside, which OpenSSL 3 has no need of. */
const CIPHERS = 'HIGH:!ADH:!EXP:!MD5:!RC4:!3DES:!CAMELLIA:@STRENGTH';
const LONGEST_WAIT_MS = 10_000;

export type Enroll = (line: string, from: string) => Promise<EnrollmentAnswer>;

/** Plays a manager's authd: one line over TLS on port 1515, one answer, closed. */
export async function listenAuthd(
  host: string,
  port: number,
  certificate: OwnCertificate,
  enroll: Enroll,
): Promise<Server> {
  const server = createServer({ ...certificate, minVersion: 'TLSv1.2', ciphers: CIPHERS }, (socket) =>
    serveOne(socket, enroll),
  );
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host, port, backlog: 4096 }, resolve);
  });
  return server;
}

function serveOne(socket: TLSSocket, enroll: Enroll): void {
  let text = '';
  const from = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  socket.setTimeout(LONGEST_WAIT_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.setEncoding('utf8').on('data', function read(chunk: string) {
    text += chunk;
    if (text.length > LONGEST_REQUEST) socket.destroy();
    if (!text.includes('\n')) return;
    socket.off('data', read);
    enroll(text.slice(0, text.indexOf('\n') + 1), from).then(
      (answer) => socket.end(printEnrollmentAnswer(answer)),
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        socket.end(printEnrollmentAnswer({ error: why }));
      },
    );
  });
}
