import { createServer } from 'node:net';
import { readPlayerArguments } from './listen-args.ts';

/* Plays a TCP server in the lab: sends back every byte, greets nothing, ends when the client does. */

const { name, listen } = readPlayerArguments(process.argv.slice(2));

for (const { host, port } of listen) {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  });
  server.on('error', (error) => {
    process.stderr.write(`tcp-echo ${name}: ${error.message}\n`);
    process.exit(1);
  });
  server.listen({ host, port, backlog: 1024, ipv6Only: host.includes(':') });
}
