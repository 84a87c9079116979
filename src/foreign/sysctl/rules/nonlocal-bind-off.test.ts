import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sysctlSubject } from '../../../../tests/support/foreign-subjects.ts';
import { nonlocalBindOff } from './nonlocal-bind-off.ts';

const find = (text: string) => nonlocalBindOff.find(sysctlSubject(text));

test('an explicit 0 is found for both families, in either spelling', () => {
  const findings = find('# LB\nnet.ipv4.ip_nonlocal_bind=0\n  net/ipv6/ip_nonlocal_bind = 0\n');
  assert.deepEqual(
    findings.map(({ at }) => [at.line, at.column]),
    [
      [2, 1],
      [3, 3],
    ],
  );
  assert.match(findings[0]?.message ?? '', /bind an IPv4 VIP/);
  assert.match(findings[1]?.remedy ?? '', /net\.ipv6\.ip_nonlocal_bind = 1/);
});

test('the last value counts, and silence is no finding', () => {
  assert.deepEqual(find('net.ipv4.ip_nonlocal_bind = 0\nnet.ipv4.ip_nonlocal_bind = 1\n'), []);
  assert.deepEqual(find('net.ipv4.ip_forward = 0\n'), []);
  assert.deepEqual(find('#net.ipv4.ip_nonlocal_bind = 0\n'), []);
});
