import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pcsSubject } from '../../../../tests/support/foreign-subjects.ts';
import { addressApartFromService } from './address-apart-from-service.ts';

const VIP = 'pcs resource create VIP ocf:heartbeat:IPaddr2 ip=10.0.0.100';
const LB = 'pcs resource create LB systemd:haproxy op monitor interval=10s';
const find = (...lines: string[]) => addressApartFromService.find(pcsSubject(`${lines.join('\n')}\n`));

test('a balancer that nothing ties to the address is found where it is created', () => {
  const [finding, ...others] = find(VIP, LB);
  assert.deepEqual([finding?.at.line, finding?.at.column, others.length], [2, 1, 0]);
  assert.match(finding?.message ?? '', /^Nothing keeps LB on the node of VIP:/);
  assert.match(finding?.remedy ?? '', /colocation add LB with VIP INFINITY/);
});

test('an order alone does not keep them together, nor do different groups', () => {
  assert.equal(find(VIP, LB, 'pcs constraint order VIP then LB').length, 1);
  assert.equal(find(`${VIP} --group a`, `${LB} --group b`).length, 1);
});

test('a colocation, a set or a group ties them', () => {
  assert.deepEqual(find(VIP, LB, 'pcs constraint colocation add LB with VIP INFINITY'), []);
  assert.deepEqual(find(VIP, LB, 'pcs constraint colocation set VIP LB'), []);
  assert.deepEqual(find(`${VIP} --group edge`, `${LB} --group edge`), []);
  assert.deepEqual(find(VIP, LB, 'pcs resource group add edge VIP LB'), []);
  assert.deepEqual(find(`${VIP} --group edge`, LB, 'pcs resource group add edge LB'), []);
});

test('a balancer on every node, and other resources, need no tie', () => {
  assert.deepEqual(find(VIP, `${LB} clone`), []);
  assert.deepEqual(find(VIP, `${LB} --clone`), []);
  assert.deepEqual(find(VIP, LB, 'pcs resource clone LB'), []);
  assert.deepEqual(find(VIP, 'pcs resource create disk ocf:heartbeat:Filesystem device=/dev/x'), []);
  assert.deepEqual(find(LB), []);
});
