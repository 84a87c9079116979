import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { bringUp, containerOf, folderOf, render, takeDown } from '../../bench/pods/designs.ts';
import { Ground, HOSTS } from '../../bench/pods/ground.ts';
import type { FoundationStatus } from '../../src/foundation/status.ts';

const ASK = `const socket = require('net').connect('/run/holdfast/control.sock', () => socket.write('{"do":"status"}\\n'));
socket.once('data', (text) => { process.stdout.write(text); socket.end(); });`;

describe('the networks of a container', { timeout: 300_000 }, () => {
  let ground: Ground;
  before(async () => {
    ground = await Ground.open();
    await ground.startDockers();
  });
  after(() => ground?.close());

  /** `bringUp` has asked the VIP from the client already. Nothing is found wrong in the container either. */
  const isWell = async (): Promise<void> => {
    for (const host of HOSTS) {
      const told = await ground.must(host, [
        '/usr/bin/docker',
        ...['exec', containerOf(host, 'lb-node'), '/usr/lib/holdfast/node', '-e', ASK],
      ]);
      const { status } = JSON.parse(told) as { status: FoundationStatus };
      assert.deepEqual([status.state, status.findings], ['running', []]);
    }
  };

  it('ipvlan: docker-compose takes the file; where the kernel has it, a VIP is reached with the host’s hardware address', async () => {
    await render(ground, 'one', { network: 'ipvlan' });
    for (const host of HOSTS) await ground.compose(host, folderOf(ground, host), 'config', '-q');
    const link = ['link', 'eth0', 'name', 'probe', 'type', 'ipvlan', 'mode', 'l2'];
    if ((await ground.run('h1', ['ip', 'link', 'add', ...link])).code !== 0) return;
    await ground.must('h1', ['ip', 'link', 'del', 'probe']);
    await bringUp(ground, 'one', { network: 'ipvlan' });
    const neighbours = await ground.must('client', ['ip', 'neigh', 'show', 'to', '10.77.0.100']);
    const links = await Promise.all(
      HOSTS.map((host) => ground.must(host, ['cat', '/sys/class/net/eth0/address'])),
    );
    assert.ok(
      links.some((address) => neighbours.includes(address)),
      `${neighbours} is none of ${links.join(', ')}`,
    );
    await isWell();
    await takeDown(ground);
  });

  it('the host’s own: a VIP is reached from the LAN, with the settings that the file asks for', async () => {
    for (const [index, host] of HOSTS.entries()) {
      await ground.must(host, ['ip', 'addr', 'add', `10.77.0.1${index + 1}/24`, 'dev', 'eth0']);
      const settings = ['net.ipv4.ip_nonlocal_bind=1', 'net.ipv4.tcp_migrate_req=1'];
      const arp = ['net.ipv4.conf.all.arp_ignore=1', 'net.ipv4.conf.all.arp_announce=2'];
      await ground.must(host, ['sysctl', '-qw', ...settings, ...arp]);
    }
    await bringUp(ground, 'one', { network: 'host' });
    const held = await Promise.all(
      HOSTS.map((host) =>
        ground.must(host, ['ip', '-o', 'addr', 'show', 'dev', 'eth0', 'to', '10.77.0.100']),
      ),
    );
    assert.equal(held.filter((text) => text.includes('10.77.0.100')).length, 1);
    await isWell();
    // With the grace that the file asks for: here the VIP is the host's, and does not end with the container.
    for (const host of HOSTS) await ground.compose(host, folderOf(ground, host), 'down', '-v');
    for (const host of HOSTS) {
      const left = await ground.must(host, ['ip', '-o', 'addr', 'show', 'dev', 'eth0']);
      assert.doesNotMatch(left, /10\.77\.0\.100\//);
    }
  });
});
