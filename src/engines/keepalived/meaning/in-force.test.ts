import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject } from '../../../../tests/support/lint-subjects.ts';
import { globalOf, isGlobalKnown, isGlobalSet, priorityOf, versionOf } from './in-force.ts';

function read(text: string) {
  const { keepalived } = keepalivedSubject(text);
  const [instance] = keepalived.instances;
  assert.ok(instance !== undefined);
  return { keepalived, instance };
}

test('an instance without a priority has 100, but a MASTER is the address owner', () => {
  const priority = (lines: string) => priorityOf(read(`vrrp_instance a {\n${lines}\n}\n`).instance);
  assert.deepEqual(['', 'state BACKUP', 'state MASTER', 'state master'].map(priority), [100, 100, 255, 100]);
  assert.deepEqual(['priority 7\nstate MASTER', 'priority x'].map(priority), [7, Number.NaN]);
  assert.deepEqual(['@a priority 7', '@a state MASTER', '$ALL'].map(priority), [
    undefined,
    undefined,
    undefined,
  ]);
});

test('the version of VRRP is that of the instance, the global one, or 2; IPv6 is always 3', () => {
  const version = (globals: string, lines: string) => {
    const { keepalived, instance } = read(`global_defs {\n${globals}\n}\nvrrp_instance a {\n${lines}\n}\n`);
    return versionOf(keepalived, instance);
  };
  assert.equal(version('', ''), 2);
  assert.equal(version('vrrp_version 3', ''), 3);
  assert.equal(version('vrrp_version 3', 'version 2'), 2);
  assert.equal(version('', 'version 2\nvirtual_ipaddress {\nfd00::1\n}'), 3);
  assert.equal(version('', '@a version 3'), undefined);
  assert.equal(version('@a vrrp_version 3', ''), undefined);
  assert.equal(version('', 'virtual_ipaddress {\n$VIP\n}'), undefined);
});

test('global_defs may stand in several blocks; the last word counts', () => {
  const { keepalived } = read(
    'global_defs {\nvrrp_strict off\nrouter_id a\n}\nglobal_defs {\nrouter_id b\n}\nvrrp_instance a {\n}\n',
  );
  assert.equal(globalOf(keepalived, 'router_id')?.words[1]?.value, 'b');
  assert.equal(globalOf(keepalived, 'nothing'), undefined);
  assert.deepEqual(
    [isGlobalSet(keepalived, 'vrrp_strict'), isGlobalSet(keepalived, 'router_id')],
    [false, true],
  );
  assert.equal(isGlobalKnown(keepalived, 'router_id'), true);
});
