import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { passedDescriptors, takeInheritedSockets } from './inherited-sockets.ts';

test('descriptors are taken only by the process that they are meant for', () => {
  assert.deepEqual(passedDescriptors({ LISTEN_PID: '77', LISTEN_FDS: '2' }, 77), [3, 4]);
  assert.deepEqual(passedDescriptors({ LISTEN_PID: '76', LISTEN_FDS: '2' }, 77), []);
  assert.deepEqual(passedDescriptors({ LISTEN_PID: '77', LISTEN_FDS: 'two' }, 77), []);
  assert.deepEqual(passedDescriptors({}, 77), []);
});

test('guests hear nothing of what the service manager told the foundation', () => {
  const environment = { PATH: '/bin', LISTEN_PID: '1', LISTEN_FDS: '1', NOTIFY_SOCKET: '/run/x' };
  takeInheritedSockets(environment, 77);
  assert.deepEqual(environment, { PATH: '/bin' });
});

/** Plays a foundation that was given descriptor 3: binds what it is told, gives it up again, and says what it had. */
const FOUNDATION = `
  import { takeInheritedSockets } from '${import.meta.dirname}/inherited-sockets.ts';
  import { ListeningSockets } from '${import.meta.dirname}/listening-sockets.ts';
  const environment = { LISTEN_PID: String(process.pid), LISTEN_FDS: '1' };
  const sockets = new ListeningSockets(takeInheritedSockets(environment, process.pid));
  const listeners = [{ name: 'web', address: '127.0.0.1', family: 4, port: Number(process.argv[1]), fd: 3 }];
  sockets.bind(listeners);
  const had = sockets.descriptors(listeners);
  sockets.keepOnly([]);
  sockets.bind(listeners);
  console.log(JSON.stringify([had, sockets.descriptors(listeners)]));
`;

test('a socket that the service manager holds is used as it is, and stays open when it is not wanted for a while', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  // The port is taken: binding it anew would fail.
  const { fd } = (server as unknown as { _handle: { fd: number } })._handle;
  const child = spawn(process.execPath, ['--input-type=module', '-e', FOUNDATION, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit', fd],
  });
  const [text] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer];
  assert.deepEqual(JSON.parse(text.toString()), [[3], [3]]);
  server.close();
});
