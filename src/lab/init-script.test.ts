import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { webSite } from '../../tests/support/web-site.ts';
import { FOUNDATION_NODE_FLAGS } from '../foundation/node-flags.ts';
import { printInitScript } from './init-script.ts';
import { planNetwork } from './network-plan.ts';

const script = printInitScript({
  name: 'web-edge',
  dir: '/tmp/holdfast-1000/web-edge',
  plan: planNetwork(webSite()).plan,
  programs: {
    node: "/opt/it's node/bin/node",
    foundation: '/opt/dist/foundation.mjs',
    pathOf: (program) => `/opt/dist/${program}.mjs`,
  },
});

test('the script is plain sh', () => {
  const { status, stderr } = spawnSync('/bin/sh', ['-n'], { input: script, encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(status, 0);
});

test('links are made with the word name, which names such as br need', () => {
  const links = script.split('\n').filter((line) => line.startsWith('link add'));
  assert.ok(links.length === 7 && links.every((line) => line.startsWith('link add name ')));
});

test('a path with a blank or a quote stays one word', () => {
  assert.ok(
    script.includes(
      `'/opt/it'\\''s node/bin/node' ${FOUNDATION_NODE_FLAGS.join(' ')} /opt/dist/foundation.mjs --run-dir /tmp/holdfast-1000/web-edge/lb1`,
    ),
  );
});

test('nodes may listen on VIPs that they do not hold; servers may not', () => {
  const setup = (member: string) =>
    script.slice(script.indexOf(`inside ${member} sh`)).split('\nEOF')[0] ?? '';
  assert.match(setup('lb1'), /ip_nonlocal_bind=1/);
  assert.doesNotMatch(setup('web1'), /ip_nonlocal_bind/);
});

test('a node runs another command where one is given', () => {
  const other = printInitScript({
    name: 'pair',
    dir: '/tmp/holdfast-1000/pair',
    plan: planNetwork(webSite()).plan,
    programs: { node: '/node', foundation: '/foundation.mjs', pathOf: (program) => `/${program}.mjs` },
    nodeCommand: (runDir) => ['sh', '/pair/node.sh', 'boot', runDir],
  });
  assert.ok(other.includes('foundation.log sh /pair/node.sh boot /tmp/holdfast-1000/pair/lb2; }'));
  assert.ok(!other.includes('/foundation.mjs'));
});

test('a lab has daemons only where it is told, each after its foundation and with a hold of its own', () => {
  assert.doesNotMatch(script, /--state-dir|later/);
  const programs = {
    node: '/node',
    foundation: '/f.mjs',
    daemon: '/opt/dist/node.mjs',
    pathOf: (program: string) => `/${program}.mjs`,
  };
  const dir = '/tmp/holdfast-1000/pair';
  const withDaemons = printInitScript({ name: 'pair', dir, plan: planNetwork(webSite()).plan, programs });
  const line = withDaemons.split('\n').find((one) => one.includes('keep lb2 hold-node')) ?? '';
  assert.match(
    line,
    /^\{ later lb2; keep lb2 hold-node "\$D"\/lb2\/log\/node\.log env MALLOC_ARENA_MAX=1 \/node /,
  );
  assert.ok(
    line.includes(
      `/opt/dist/node.mjs --node lb2 --run-dir ${dir}/lb2 --state-dir ${dir}/lb2/state --pki ${dir}/lb2/pki --spec ${dir}/spec.yaml --target lab;`,
    ),
  );
  assert.ok(withDaemons.indexOf('keep lb2 hold "$D"/lb2/log/foundation') < withDaemons.indexOf('later lb1'));
  assert.equal(spawnSync('/bin/sh', ['-n'], { input: withDaemons, encoding: 'utf8' }).status, 0);
});
