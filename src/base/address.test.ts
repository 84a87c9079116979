import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  inSubnet,
  isHostName,
  networkOf,
  parseHostAndPort,
  parseIp,
  parseIpInSubnet,
  unusableAs,
} from './address.ts';

test('an address has one text', () => {
  assert.deepEqual(parseIp('10.0.0.1'), { address: '10.0.0.1', family: 4 });
  assert.deepEqual(parseIp('FD00:0:0::0:1'), { address: 'fd00::1', family: 6 });
});

test('loose forms are no addresses', () => {
  for (const text of [
    '',
    '10.0.0',
    '010.0.0.1',
    '10.0.0.256',
    '0x0a.0.0.1',
    '1',
    'fe80::1%eth0',
    '::ffff:10.0.0.1',
    'fd00:::1',
    ' 10.0.0.1',
    '10.0.0.1\n',
    '[::1]',
  ]) {
    assert.equal(parseIp(text), undefined, text);
  }
});

test('every IPv4 and IPv6 address is read back from its text', () => {
  fc.assert(fc.property(fc.ipV4(), (text) => assert.equal(parseIp(text)?.address, text)));
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const once = parseIp(text);
      if (once !== undefined) assert.deepEqual(parseIp(once.address), once);
    }),
  );
});

test('an address lies in its own network and in no other family', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, prefix) => {
      const ip = { address, family: 4, prefix } as const;
      assert.ok(inSubnet(ip, ip));
      assert.ok(inSubnet(ip, parseIpInSubnet(networkOf(ip)) ?? ip));
      assert.ok(!inSubnet({ address: 'fd00::1', family: 6 }, ip));
    }),
  );
  assert.ok(!inSubnet({ address: '10.0.1.1', family: 4 }, { address: '10.0.0.1', family: 4, prefix: 24 }));
});

test('a prefix fits its family', () => {
  assert.equal(parseIpInSubnet('10.0.0.1/33'), undefined);
  assert.equal(parseIpInSubnet('10.0.0.1'), undefined);
  assert.equal(parseIpInSubnet('fd00::1/128')?.prefix, 128);
  assert.equal(parseIpInSubnet('fd00::1/129'), undefined);
});

test('what no host can have is told why', () => {
  const why = (text: string) => unusableAs(parseIpInSubnet(text) ?? assert.fail(text));
  assert.match(why('10.0.0.0/24') ?? '', /network/);
  assert.match(why('10.0.0.255/24') ?? '', /broadcast/);
  assert.match(why('224.0.0.18/24') ?? '', /multicast/);
  assert.match(why('127.0.0.1/8') ?? '', /loopback/);
  assert.match(why('::/64') ?? '', /unspecified/);
  assert.equal(why('10.0.0.0/31'), undefined);
  assert.equal(why('10.0.0.7/24'), undefined);
});

test('a host and a port', () => {
  assert.deepEqual(parseHostAndPort('10.0.0.1:80'), { host: '10.0.0.1', isName: false, port: 80 });
  assert.deepEqual(parseHostAndPort('[fd00::1]:80'), { host: 'fd00::1', isName: false, port: 80 });
  assert.deepEqual(parseHostAndPort('App.example:80'), { host: 'app.example', isName: true, port: 80 });
  for (const text of [
    '10.0.0.1',
    '10.0.0.300:80',
    'fd00::1:80',
    '[10.0.0.1]:80',
    'a:0',
    'a:65536',
    ':80',
    'a b:80',
    'a;b:80',
    '-a:80',
  ]) {
    assert.equal(parseHostAndPort(text), undefined, text);
  }
});

test('a name of digits alone is no host name', () => {
  assert.ok(isHostName('web-1.example'));
  assert.ok(!isHostName('10.0.0.300'));
  assert.ok(!isHostName('a..b'));
});
