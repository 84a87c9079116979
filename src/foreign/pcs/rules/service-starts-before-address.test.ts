import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pcsSubject } from '../../../../tests/support/foreign-subjects.ts';
import { serviceStartsBeforeAddress } from './service-starts-before-address.ts';

const VIP = 'pcs resource create VIP IPaddr2 ip=10.0.0.100';
const LB = 'pcs resource create LB systemd:nginx';
const TIE = 'pcs constraint colocation add LB with VIP INFINITY';
const find = (...lines: string[]) => serviceStartsBeforeAddress.find(pcsSubject(`${lines.join('\n')}\n`));

test('a colocation without an order is found where the balancer is created', () => {
  const [finding] = find(VIP, LB, TIE);
  assert.equal(finding?.at.line, 2);
  assert.match(finding?.remedy ?? '', /order VIP then LB/);
});

test('an order or a group is enough, and without a tie the other rule speaks', () => {
  assert.deepEqual(find(VIP, LB, TIE, 'pcs constraint order VIP then LB'), []);
  assert.deepEqual(find(VIP, LB, TIE, 'pcs resource group add g VIP LB'), []);
  assert.deepEqual(find(VIP, LB), []);
});
