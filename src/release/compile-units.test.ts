import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSite } from '../site/read-site.ts';
import { compileUnits } from './compile-units.ts';

const SPEC = `version: 1
name: web
nodes:
  lb1: { addresses: [10.0.0.11/24, "2001:db8::11/64"], interface: eth0 }
  lb2: { addresses: [10.0.0.12/24, "2001:db8::12/64"], interface: eth0 }
vips:
  edge: { addresses: [10.0.0.100/24, "2001:db8::100/64"] }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web }
pools:
  web: { servers: { web1: 10.0.0.21:80 } }
`;

function units(network?: string) {
  const { site, problems } = readSite(Buffer.from(SPEC), 'holdfast.yaml');
  assert.ok(site !== undefined, JSON.stringify(problems));
  return compileUnits(site, network).filter(({ node }) => node === 'lb1');
}

test('a node gets its name, and a socket unit for each address and port that it serves', () => {
  assert.deepEqual(
    units().map(({ path }) => path),
    [
      'etc/holdfast/holdfast.env',
      'etc/systemd/system/holdfast-web-10.0.0.100-80.socket',
      'etc/systemd/system/holdfast-web-2001:db8::100-80.socket',
    ],
  );
  const [name, four, six] = units();
  assert.match(name?.text ?? '', /^HOLDFAST_NODE=lb1$/m);
  assert.match(four?.text ?? '', /^ListenStream=10\.0\.0\.100:80$/m);
  assert.match(four?.text ?? '', /^Service=holdfast-foundation@host\.service$/m);
  assert.match(six?.text ?? '', /^ListenStream=\[2001:db8::100\]:80\nBindIPv6Only=ipv6-only$/m);
});

test('in a network namespace the sockets, the foundation and the daemon are there', () => {
  const files = units('edge');
  const inside = files.filter(({ text }) => text.includes('NetworkNamespacePath=/run/netns/edge'));
  assert.deepEqual(
    inside.map(({ path }) => path),
    [
      'etc/systemd/system/holdfast-foundation@edge.service.d/network.conf',
      'etc/systemd/system/holdfast-web-10.0.0.100-80.socket',
      'etc/systemd/system/holdfast-web-2001:db8::100-80.socket',
      'etc/systemd/system/holdfast.service.d/network.conf',
    ],
  );
  assert.ok(files.some(({ text }) => text.includes('Service=holdfast-foundation@edge.service')));
});
