import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgePods } from './judge-pods.ts';
import type { ObservedContainer } from './observed-container.ts';
import { planRepair } from './plan-repair.ts';

const HOLDER: ObservedContainer = {
  id: 'a'.repeat(64),
  name: 'lb1_lb-node_1',
  project: 'lb1',
  running: true,
  state: 'running',
  namespace: 'net:[1]',
  interfaces: ['eth0'],
  joins: undefined,
};

function member(name: string, changed: Partial<ObservedContainer> = {}): ObservedContainer {
  return { ...HOLDER, id: name.padEnd(64, '0'), name, joins: { container: HOLDER.id }, ...changed };
}

function codesOf(containers: readonly ObservedContainer[]): readonly string[] {
  return judgePods(containers).flatMap(({ containers: seen }) =>
    seen.flatMap(({ container, trouble }) =>
      trouble === undefined ? [] : [`${container.name} ${trouble.code}`],
    ),
  );
}

function stepsOf(containers: readonly ObservedContainer[]): readonly string[] {
  return judgePods(containers)
    .flatMap(planRepair)
    .map((step) => `${step.do} ${step.container.name}`);
}

test('a container that shares no network is nobody’s pod', () => {
  assert.deepEqual(judgePods([HOLDER]), []);
});

test('members that live where they should are left alone', () => {
  const all = [HOLDER, member('keepalived'), member('nginx')];
  assert.deepEqual(codesOf(all), []);
  assert.deepEqual(stepsOf(all), []);
});

test('a member of a former network is an orphan, and Keepalived comes home last', () => {
  const old = { namespace: 'net:[2]', interfaces: [] };
  const all = [HOLDER, member('keepalived', old), member('nginx', old)];
  assert.deepEqual(codesOf(all), ['keepalived pods/orphan', 'nginx pods/orphan']);
  assert.deepEqual(stepsOf(all), ['restart nginx', 'restart keepalived']);
});

test('a holder without an interface is restarted while Keepalived is silent, and all follow it', () => {
  const all = [{ ...HOLDER, interfaces: [] }, member('keepalived', { interfaces: [] }), member('nginx')];
  assert.deepEqual(stepsOf(all), [
    'stop keepalived',
    'restart lb1_lb-node_1',
    'restart nginx',
    'restart keepalived',
  ]);
});

test('a holder that is down is started first', () => {
  const down = { running: false, state: 'exited', namespace: undefined, interfaces: undefined };
  const all = [{ ...HOLDER, ...down }, member('nginx', down)];
  assert.deepEqual(codesOf(all), ['lb1_lb-node_1 pods/holder-down', 'nginx pods/member-down']);
  assert.deepEqual(stepsOf(all), ['restart lb1_lb-node_1', 'restart nginx']);
});

test('a member of a container that was removed cannot be repaired by a restart', () => {
  const all = [member('nginx', { joins: { container: 'b'.repeat(64) } })];
  assert.deepEqual(codesOf(all), ['nginx pods/holder-gone']);
  assert.deepEqual(stepsOf(all), []);
});

test('a namespace that no process owns is compared with what its file names now', () => {
  const home = { file: '/run/netns/holdfast', namespace: 'net:[1]' };
  assert.deepEqual(codesOf([member('haproxy', { joins: home })]), []);
  assert.deepEqual(codesOf([member('haproxy', { joins: { ...home, namespace: 'net:[3]' } })]), [
    'haproxy pods/orphan',
  ]);
  assert.deepEqual(codesOf([member('haproxy', { joins: { ...home, namespace: undefined } })]), [
    'haproxy pods/orphan',
  ]);
});
