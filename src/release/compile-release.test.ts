import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aPool, aService, aSite, aVip } from '../../tests/support/a-site.ts';
import { compileRelease } from './compile-release.ts';
import type { FoundationConfig } from './foundation-config.ts';
import type { CompileTarget, ReleaseFile } from './release.ts';

const LAB: CompileTarget = { kind: 'lab', runDir: (node) => `/tmp/lab/${node}` };
const HOST: CompileTarget = { kind: 'host', runDir: () => '/run/holdfast' };

function file(path: ReleaseFile['path'], site = aSite(), target = LAB, node = 'lb1'): string {
  const { release, problems } = compileRelease(site, target);
  assert.deepEqual(problems, []);
  return release?.files.find((one) => one.path === path && one.node === node)?.text ?? '';
}

function foundation(site = aSite(), target = LAB, node = 'lb1'): FoundationConfig {
  return JSON.parse(file('foundation.json', site, target, node)) as FoundationConfig;
}

test('the same site and target give the same bytes, another site another digest', () => {
  const one = compileRelease(aSite(), LAB).release;
  assert.deepEqual(one, compileRelease(structuredClone(aSite()), LAB).release);
  assert.match(one?.digest ?? '', /^sha256:[0-9a-f]{64}$/);
  assert.notEqual(one?.digest, compileRelease(aSite({ name: 'other' }), LAB).release?.digest);
});

test('every line of every file has an entry in its origins', () => {
  for (const { text, origins } of compileRelease(aSite(), LAB).release?.files ?? []) {
    assert.equal(origins.length, text.split('\n').length - 1);
  }
});

test('no listening socket is named by an address', () => {
  const binds = file('haproxy.cfg')
    .split('\n')
    .filter((line) => line.includes(' bind '));
  assert.deepEqual(binds, ['    bind fd@3']);
});

test('only a real node changes its user, and never to a jail or into the background', () => {
  assert.doesNotMatch(file('haproxy.cfg'), /user haproxy|chroot|daemon|master-worker/);
  assert.match(file('haproxy.cfg', aSite(), HOST), /\n {4}user haproxy\n {4}group haproxy\n/);
});

test('Keepalived is never told what gets it killed or what blocks a move by priority', () => {
  for (const target of [LAB, HOST]) {
    assert.doesNotMatch(file('keepalived.conf', aSite(), target), /vrrp_rt_priority|nopreempt|state MASTER/);
  }
  assert.match(file('keepalived.conf', aSite(), HOST), /vrrp_priority -10/);
});

test('each VIP of a service has a frontend of its own, and the foundation knows which', () => {
  const site = aSite({
    vips: [aVip(), aVip({ name: 'in', addresses: [{ address: '10.77.0.110', prefix: 24, family: 4 }] })],
    services: [aService({ vips: ['edge', 'in'] })],
  });
  const text = file('haproxy.cfg', site);
  assert.match(text, /frontend web:edge\n {4}mode http\n {4}bind fd@3\n/);
  assert.match(text, /frontend web:in\n {4}mode http\n {4}bind fd@4\n/);
  assert.deepEqual(
    foundation(site).vips.map(({ frontends }) => frontends),
    [['web:edge'], ['web:in']],
  );
});

test('the takeover time is that of the slowest healthy peer with a margin, and 0 without peers', () => {
  // lb2 at 30 + 100: skew (256 - 130) / 256 x 50 ms = 24.6 ms; margin 25 ms
  assert.equal(foundation().vips[0]?.takeoverMs, 200);
  const vip = aVip();
  const alone = aSite({ vips: [{ ...vip, holders: vip.holders.slice(0, 1) }] });
  assert.equal(foundation(alone).vips[0]?.takeoverMs, 0);
});

test('a hash balance gives up a dead server at the first refused connection, where another one is left', () => {
  const observes = /observe layer4 error-limit 1 on-error mark-down/;
  const bySource = aPool({ balance: { by: 'source' } });
  assert.match(file('haproxy.cfg', aSite({ pools: [bySource] })), observes);
  assert.doesNotMatch(file('haproxy.cfg'), observes);
  const lone = { ...bySource, servers: bySource.servers.slice(0, 1) };
  assert.doesNotMatch(file('haproxy.cfg', aSite({ pools: [lone] })), observes);
});

test('what a client says about itself is deleted before we say it', () => {
  const text = file('haproxy.cfg');
  const deleted = text.indexOf('del-header X-Forwarded-');
  assert.ok(deleted > 0 && deleted < text.indexOf('add-header X-Forwarded-Proto'));
  assert.match(text, /^ *option forwardfor$/m);
});

test('the process never asks for more descriptors than a common limit gives', () => {
  const many = ['a', 'b', 'c', 'd'].map((name, index) => aService({ name, ports: [80 + index] }));
  assert.match(file('haproxy.cfg', aSite({ services: many })), /\n {4}maxconn 9000\n/);
});

test('a long raw line of Keepalived is a problem at its place', () => {
  const raw = { haproxy: '', nginx: '', keepalived: `# ${'x'.repeat(1_100)}` };
  const origins = { 'vips/edge/raw/keepalived': { line: 12, column: 5 } };
  const { release, problems } = compileRelease(aSite({ vips: [aVip({ raw })], origins }), LAB);
  assert.equal(release, undefined);
  assert.deepEqual(
    problems.map(({ code, line }) => `${code} ${line}`),
    ['engines/line-too-long 12', 'engines/line-too-long 12'],
  );
});

test('a NUL, a long run directory and one that cannot be quoted are problems', () => {
  const codes = (site = aSite(), target = LAB) => [
    ...new Set(compileRelease(site, target).problems.map(({ code }) => code)),
  ];
  const route = { hosts: [], pathPrefix: '/a\0b', pool: 'web' };
  assert.deepEqual(codes(aSite({ services: [aService({ routes: [route] })] })), ['engines/nul-character']);
  const runDir = (dir: string) => ({ kind: 'lab', runDir: () => dir }) as const;
  assert.deepEqual(codes(aSite(), runDir(`/${'x'.repeat(90)}`)), ['engines/socket-path-too-long']);
  assert.deepEqual(codes(aSite(), runDir('/a"b')), ['engines/unwritable-path']);
});

test('a service of nginx that wants more sessions than one of its workers takes is told so', () => {
  const site = aSite({
    pools: [aPool({ engine: 'nginx' })],
    services: [aService({ engine: 'nginx', maxConnections: 9_401 })],
  });
  const told = compileRelease(site, HOST).problems.find(
    ({ code }) => code === 'engines/too-many-connections',
  );
  assert.equal(told?.severity, 'warning');
  assert.match(told.message, /each worker of nginx takes 9400/);
});
