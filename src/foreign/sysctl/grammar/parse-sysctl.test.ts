import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSysctl } from './parse-sysctl.ts';

const settings = (text: string) =>
  parseSysctl(text, 'x').sysctl.settings.map(({ key, value, at }) => [key, value, at.line, at.column]);

test('settings are read in both spellings, with and without blanks and a leading minus', () => {
  assert.deepEqual(
    settings('# a\n; b\n\nnet.core.somaxconn=4096\n net/ipv4/ip_forward = 1 \n-kernel.panic = 10\n'),
    [
      ['net.core.somaxconn', '4096', 4, 1],
      ['net.ipv4.ip_forward', '1', 5, 2],
      ['kernel.panic', '10', 6, 1],
    ],
  );
});

test('after a first slash a dot belongs to the name', () => {
  assert.deepEqual(
    settings('net/ipv4/conf/enp3s0.200/forwarding = 1\n')[0]?.[0],
    'net.ipv4.conf.enp3s0/200.forwarding',
  );
});

test('values may hold blanks and equal signs', () => {
  assert.equal(settings('kernel.core_pattern = |/bin/x a=b c\n')[0]?.[1], '|/bin/x a=b c');
});

test('a line without = is a problem, one that only excludes is none', () => {
  const { problems } = parseSysctl('  net.ipv4.ip_forward 1\n-net.ipv4.conf.all.rp_filter\n', 'x');
  assert.deepEqual(
    problems.map(({ line, column, code, severity }) => [line, column, code, severity]),
    [[1, 3, 'sysctl/unreadable-line', 'warning']],
  );
});
