import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical, contains, freeAddress, printSubnet, subnetOf } from './subnet.ts';

test('a subnet is written as its network', () => {
  assert.equal(printSubnet(subnetOf({ address: '10.77.0.11', prefix: 24, family: 4 })), '10.77.0.0/24');
  assert.equal(printSubnet(subnetOf({ address: 'fd00:77::11', prefix: 64, family: 6 })), 'fd00:77::/64');
});

test('an address of the other family is in no subnet', () => {
  assert.equal(contains(subnetOf({ address: '10.77.0.11', prefix: 0, family: 4 }), 'fd00::1'), false);
});

test('a free address is in the subnet, not in use, and not the broadcast address', () => {
  const subnet = subnetOf({ address: '10.77.0.11', prefix: 24, family: 4 });
  assert.equal(freeAddress(subnet, new Set()), '10.77.0.254');
  assert.equal(freeAddress(subnet, new Set(['10.77.0.254', '10.77.0.253'])), '10.77.0.252');
});

test('a full or tiny subnet has no free address', () => {
  const tiny = subnetOf({ address: '10.0.0.1', prefix: 30, family: 4 });
  assert.equal(freeAddress(tiny, new Set(['10.0.0.1', '10.0.0.2'])), undefined);
  assert.equal(freeAddress(subnetOf({ address: '10.0.0.1', prefix: 32, family: 4 }), new Set()), undefined);
});

test('every address is in its own subnet and in every wider one', () => {
  const address = fc.oneof(
    fc.ipV4().map((text) => ({ address: text, family: 4 as const, bits: 32 })),
    fc.ipV6().map((text) => ({ address: text, family: 6 as const, bits: 128 })),
  );
  fc.assert(
    fc.property(address, fc.nat(128), ({ address: text, family, bits }, wish) => {
      const prefix = Math.min(wish, bits);
      const subnet = subnetOf({ address: text, prefix, family });
      assert.ok(contains(subnet, text));
      const free = freeAddress(subnet, new Set());
      assert.ok(free === undefined || (contains(subnet, free) && free === canonical(free)));
    }),
  );
});
