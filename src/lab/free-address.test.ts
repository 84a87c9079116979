import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inSubnet, parseIp } from '../base/address.ts';
import type { Address } from '../site/site.ts';
import { freeAddress } from './free-address.ts';

const four = (address: string, prefix: number): Address => ({ address, prefix, family: 4 });

test('it is the highest one that is not in use, and not the broadcast address', () => {
  const subnet = four('10.77.0.11', 24);
  assert.equal(freeAddress(subnet, new Set()), '10.77.0.254');
  assert.equal(freeAddress(subnet, new Set(['10.77.0.254', '10.77.0.253'])), '10.77.0.252');
  assert.equal(freeAddress({ address: 'fd00:77::11', prefix: 64, family: 6 }, new Set()), 'fd00:77::fffe');
});

test('a full or tiny subnet has none', () => {
  assert.equal(freeAddress(four('10.0.0.1', 30), new Set(['10.0.0.1', '10.0.0.2'])), undefined);
  assert.equal(freeAddress(four('10.0.0.1', 32), new Set()), undefined);
});

test('it is in the subnet, and canonical, whatever the subnet', () => {
  const subnet = fc.oneof(
    fc.record({ address: fc.ipV4(), prefix: fc.nat(30), family: fc.constant(4 as const) }),
    fc.record({ address: fc.ipV6(), prefix: fc.nat(126), family: fc.constant(6 as const) }),
  );
  fc.assert(
    fc.property(subnet, (given) => {
      const free = freeAddress(given, new Set()) ?? '';
      const parsed = parseIp(free);
      // IPv4 written as IPv6 is an address that no spec can hold.
      if (parsed === undefined) assert.match(free, /^::ffff:/);
      else assert.ok(inSubnet(parsed, given) && parsed.address === free);
    }),
  );
});
