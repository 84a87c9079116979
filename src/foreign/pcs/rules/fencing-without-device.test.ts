import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pcsSubject } from '../../../../tests/support/foreign-subjects.ts';
import { fencingWithoutDevice } from './fencing-without-device.ts';

const ON = 'pcs property set stonith-enabled=true\n';
const find = (text: string) => fencingWithoutDevice.find(pcsSubject(text));

test('a cluster that is set up with fencing and no device is found at the property', () => {
  const [finding] = find(`pcs cluster setup ha a b\n${ON}`);
  assert.deepEqual([finding?.at.line, finding?.at.column], [2, 18]);
  assert.equal(find(`pcs resource create VIP ocf:heartbeat:IPaddr2 ip=10.0.0.1\n${ON}`).length, 1);
});

test('a device, the watchdog, or a configuration that is pushed whole, are enough', () => {
  for (const device of [
    'stonith create f fence_ipmilan ip=10.0.0.9',
    'stonith sbd enable',
    'cluster cib-push x',
  ]) {
    assert.deepEqual(find(`pcs cluster setup ha a b\npcs ${device}\n${ON}`), [], device);
  }
});

test('without fencing, or in a script that makes no cluster, nothing is said', () => {
  assert.deepEqual(find(ON), []);
  assert.deepEqual(find('pcs cluster setup ha a b\npcs property set stonith-enabled=false\n'), []);
  assert.deepEqual(find('pcs cluster setup ha a b\n'), []);
});
