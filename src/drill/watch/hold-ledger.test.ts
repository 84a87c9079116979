import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HoldLedger } from './hold-ledger.ts';

const VIP = '10.77.0.100';
const link = (carries: boolean) => ({ what: 'link', atUs: undefined, interface: 'eth0', carries }) as const;
const address = (gone: boolean, name = 'eth0') =>
  ({ what: 'address', atUs: undefined, interface: name, address: VIP, gone }) as const;

test('an address is held from when it stands on a carrying interface until it is gone', () => {
  const ledger = new HoldLedger([VIP]);
  ledger.note('lb1', link(true), 1);
  ledger.note('lb1', address(false), 5);
  ledger.note('lb2', link(true), 6);
  assert.deepEqual(ledger.holdersNow([VIP]), ['lb1']);
  ledger.note('lb2', address(false), 7);
  ledger.note('lb1', address(true), 9);
  assert.deepEqual(ledger.holds(), [
    { node: 'lb1', address: VIP, fromUs: 5, toUs: 9 },
    { node: 'lb2', address: VIP, fromUs: 7, toUs: undefined },
  ]);
});

test('an address on an interface without carrier reaches nobody', () => {
  const ledger = new HoldLedger([VIP]);
  ledger.note('lb1', address(false), 1);
  assert.deepEqual(ledger.holdersNow([VIP]), []);
  ledger.note('lb1', link(true), 2);
  ledger.note('lb1', link(false), 3);
  assert.deepEqual(ledger.holds(), [{ node: 'lb1', address: VIP, fromUs: 2, toUs: 3 }]);
});

test('seeing the same thing twice changes nothing', () => {
  const ledger = new HoldLedger([VIP]);
  ledger.note('lb1', link(true), 1);
  ledger.note('lb1', address(false), 2);
  ledger.note('lb1', address(false), 3);
  ledger.note('lb1', link(true), 4);
  assert.deepEqual(ledger.holds(), [{ node: 'lb1', address: VIP, fromUs: 2, toUs: undefined }]);
});

test('an address that stands on the loopback as well is held by the other interface alone', () => {
  const ledger = new HoldLedger([VIP]);
  ledger.note('lb1', address(false, 'lo'), 1);
  ledger.note('lb1', link(true), 1);
  assert.deepEqual(ledger.holdersNow([VIP]), []);
});
