import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { readPlayerArguments } from './listen-args.ts';

/*
 * Plays a server of datagrams in the lab: sends each back to where it came from. It accepts connections on the same port too,
 * and says nothing there: a check that connects sees that it lives.
 */

/** What comes while it is busy waits; the kernel gives at most twice net.core.rmem_max. */
const BUFFER_BYTES = 4_194_304;
const { name, listen } = readPlayerArguments(process.argv.slice(2));

for (const { host, port } of listen) {
  const isSix = host.includes(':');
  const socket = createSocket({ type: isSix ? 'udp6' : 'udp4', ipv6Only: isSix });
  socket.on('error', fail);
  socket.on('message', (datagram, { address, port: from }) => socket.send(datagram, from, address, () => {}));
  socket.bind(port, host, () => socket.setRecvBufferSize(BUFFER_BYTES));
  const door = createServer((client) => client.on('error', () => client.destroy()).resume());
  door.on('error', fail);
  door.listen({ host, port, ipv6Only: isSix });
}

function fail(error: Error): never {
  process.stderr.write(`udp-echo ${name}: ${error.message}\n`);
  process.exit(1);
}
