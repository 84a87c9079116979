import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HostFacts, HostNeeds } from './host-facts.ts';
import { judgeHost } from './judge-host.ts';

/** A host that lacks nothing. */
const WELL: HostFacts = {
  kernel: { fact: '6.1.0-35-amd64' },
  settings: {
    'net.ipv4.ip_nonlocal_bind': { fact: 1 },
    'net.ipv6.ip_nonlocal_bind': { fact: 0 },
    'net.ipv4.conf.all.arp_ignore': { fact: 1 },
  },
  interfaces: { fact: ['lo', 'eth0'] },
  engines: { haproxy: { fact: '2.6.21' }, nginx: { fact: '1.22.1' }, keepalived: { fact: '2.2.7' } },
  nginxStream: { fact: true },
  users: { fact: ['haproxy', 'www-data'] },
  openFiles: { fact: 1_048_576 },
  isClockSynchronised: { fact: true },
  activeUnits: { fact: [] },
  socketUnits: { fact: { 'holdfast-web-10.0.0.100-80.socket': ['10.0.0.100:80'] } },
  takenPorts: { fact: [] },
  adverts: { fact: [{ from: '10.0.0.12', routerId: 51 }] },
  apparmor: { fact: ['man_filter'] },
};

const NEEDS: HostNeeds = {
  node: 'lb1',
  interfaces: ['eth0'],
  engines: ['haproxy'],
  needsStream: false,
  maxconn: 4100,
  listeners: [{ protocol: 'tcp', address: '10.0.0.100', port: 80 }],
  routerIds: [51],
  own: ['10.0.0.11', '10.0.0.12'],
};

function codes(facts: Partial<HostFacts>, needs: HostNeeds | undefined = NEEDS): string[] {
  return judgeHost({ ...WELL, ...facts }, needs).findings.map(({ code }) => code);
}

test('a host that lacks nothing has no finding; IPv6 settings count only for a site that has such addresses', () => {
  assert.deepEqual(judgeHost(WELL, NEEDS), { findings: [], unseen: [] });
  assert.deepEqual(
    codes({}, { ...NEEDS, listeners: [{ protocol: 'tcp', address: '2001:db8::1', port: 80 }] }),
    ['host/nonlocal-bind-off', 'host/socket-unit-unused'],
  );
});

const HURTS: readonly (readonly [string, Partial<HostFacts>])[] = [
  ['host/kernel-too-old', { kernel: { fact: '4.9.0' } }],
  ['host/nonlocal-bind-off', { settings: { 'net.ipv4.ip_nonlocal_bind': { fact: 0 } } }],
  ['host/answers-foreign-arp', { settings: { 'net.ipv4.conf.all.arp_ignore': { fact: 0 } } }],
  ['host/clock-not-synchronised', { isClockSynchronised: { fact: false } }],
  ['host/interface-missing', { interfaces: { fact: ['lo', 'ens3'] } }],
  ['host/engine-missing', { engines: { ...WELL.engines, keepalived: { fact: undefined } } }],
  ['host/engine-too-old', { engines: { ...WELL.engines, haproxy: { fact: '2.4.30' } } }],
  ['host/engine-crash-prone', { engines: { ...WELL.engines, haproxy: { fact: '2.6.12' } } }],
  ['host/engine-user-missing', { users: { fact: [] } }],
  ['host/open-files-too-few', { openFiles: { fact: 8_399 } }],
  ['host/engine-unit-runs', { activeUnits: { fact: ['haproxy.service'] } }],
  ['host/socket-unit-unused', { socketUnits: { fact: { 'holdfast-old.socket': ['10.0.0.100:81'] } } }],
  ['host/port-taken', { takenPorts: { fact: [{ address: '0.0.0.0', port: 80 }] } }],
  ['host/foreign-router-id', { adverts: { fact: [{ from: '10.0.0.99', routerId: 51 }] } }],
  ['host/apparmor-confines-engine', { apparmor: { fact: ['/usr/sbin/haproxy'] } }],
];

for (const [code, facts] of HURTS) {
  test(`${code} is found, alone, and with a way out`, () => {
    assert.deepEqual(codes(facts), [code]);
    const [finding] = judgeHost({ ...WELL, ...facts }, NEEDS).findings;
    assert.ok((finding?.remedy.length ?? 0) > 10);
  });
}

test('an advert of another site with another router id is none of our business; one that repeats is told once', () => {
  assert.deepEqual(codes({ adverts: { fact: [{ from: '10.0.0.99', routerId: 52 }] } }), []);
  const stranger = { from: '10.0.0.99', routerId: 51 };
  assert.deepEqual(codes({ adverts: { fact: [stranger, stranger] } }), ['host/foreign-router-id']);
});

test('errors come first', () => {
  const facts = { activeUnits: { fact: ['haproxy.service'] }, openFiles: { fact: 100 } };
  assert.deepEqual(codes(facts), ['host/open-files-too-few', 'host/engine-unit-runs']);
});

test('what cannot be seen is said with its reason, and judged neither good nor bad', () => {
  const blind = { why: 'only root may' };
  const { findings, unseen } = judgeHost({ ...WELL, adverts: blind, openFiles: blind }, NEEDS);
  assert.deepEqual(findings, []);
  assert.deepEqual(unseen, [
    { what: 'the limit of open files', why: 'only root may' },
    { what: 'VRRP on the wire', why: 'only root may' },
  ]);
});

test('without a spec the host alone is judged', () => {
  assert.deepEqual(judgeHost({ ...WELL, openFiles: { fact: 10 } }, undefined), {
    findings: [
      {
        code: 'host/nonlocal-bind-off',
        severity: 'error',
        message:
          'net.ipv6.ip_nonlocal_bind is 0: the node that does not hold a VIP cannot bind it, and has nothing to serve with when the VIP comes.',
        remedy: 'sysctl -w net.ipv6.ip_nonlocal_bind=1 (kept: /usr/lib/sysctl.d/60-holdfast.conf)',
      },
    ],
    unseen: [{ what: 'what the site needs of this host', why: 'no spec was found' }],
  });
});

test('nginx is missed only where a service runs on it, and comes without the server that its package starts', () => {
  const without = {
    engines: { ...WELL.engines, nginx: { fact: undefined } },
    nginxStream: { fact: undefined },
  };
  assert.deepEqual(codes(without), []);
  const needs: HostNeeds = { ...NEEDS, engines: ['nginx'], needsStream: true };
  const { findings } = judgeHost({ ...WELL, ...without }, needs);
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['host/engine-missing'],
  );
  assert.match(findings[0]?.remedy ?? '', /^systemctl mask nginx\.service && apt-get install nginx/);
});

test("nginx's stream module and its user are missed where they are needed, and HAProxy is not where nobody needs it", () => {
  const needs: HostNeeds = { ...NEEDS, engines: ['nginx'], needsStream: true };
  const bare = {
    engines: { ...WELL.engines, haproxy: { fact: undefined } },
    nginxStream: { fact: false },
    users: { fact: [] },
  };
  assert.deepEqual(codes(bare, needs), ['host/nginx-stream-missing', 'host/engine-user-missing']);
  assert.deepEqual(codes({ ...bare, users: { fact: ['www-data'] } }, { ...needs, needsStream: false }), []);
});
