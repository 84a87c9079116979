import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseIpLine } from './ip-lines.ts';

const AT = '[2026-11-21T04:37:52.539081] ';
const AT_US = Date.UTC(2026, 10, 21, 4, 37, 52) * 1000 + 539_081;

test('an address that comes and goes is read with its microseconds', () => {
  const text =
    '3: v0    inet 10.7.0.100/24 scope global secondary v0\\       valid_lft forever preferred_lft forever';
  const address = { what: 'address', atUs: AT_US, interface: 'v0', address: '10.7.0.100' };
  assert.deepEqual(parseIpLine(AT + text), { ...address, gone: false });
  assert.deepEqual(parseIpLine(`${AT}Deleted ${text}`), { ...address, gone: true });
});

test('a line of `ip -o address` has no time', () => {
  assert.deepEqual(
    parseIpLine('2: eth0    inet6 fd00::5/128 scope global nodad \\       valid_lft forever'),
    {
      what: 'address',
      atUs: undefined,
      interface: 'eth0',
      address: 'fd00::5',
      gone: false,
    },
  );
});

test('only an interface that is up and has carrier carries', () => {
  const carries = (flags: string, before = '') => {
    const line = parseIpLine(`${AT}${before}3: v0@v1: <${flags}> mtu 1500 qdisc noqueue state UP`);
    return line?.what === 'link' && line.carries;
  };
  assert.equal(carries('BROADCAST,MULTICAST,UP,LOWER_UP'), true);
  assert.equal(carries('NO-CARRIER,BROADCAST,MULTICAST,UP,M-DOWN'), false);
  assert.equal(carries('NO-CARRIER,BROADCAST,MULTICAST,UP,LOWER_UP'), false);
  assert.equal(carries('BROADCAST,MULTICAST'), false);
  assert.equal(carries('LOOPBACK,UP,LOWER_UP'), false);
  assert.equal(carries('BROADCAST,MULTICAST,UP,LOWER_UP', 'Deleted '), false);
});

test('a neighbour is read with its hardware address, and without when it is not known', () => {
  assert.deepEqual(parseIpLine(`${AT}10.77.0.100 dev eth0 lladdr ee:86:5a:71:ba:48 REACHABLE`), {
    what: 'neighbour',
    atUs: AT_US,
    address: '10.77.0.100',
    hardware: 'ee:86:5a:71:ba:48',
  });
  const failed = parseIpLine(`${AT}10.77.0.100 dev eth0  FAILED`);
  assert.equal(failed?.what === 'neighbour' && failed.hardware, undefined);
});

test('other lines are nothing', () => {
  for (const line of ['', 'local 10.0.0.1 dev lo table local', '[bad] x', 'Error: nothing']) {
    assert.equal(parseIpLine(line), undefined);
  }
});
