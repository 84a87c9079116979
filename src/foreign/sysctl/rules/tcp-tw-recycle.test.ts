import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sysctlSubject } from '../../../../tests/support/foreign-subjects.ts';
import { tcpTwRecycle } from './tcp-tw-recycle.ts';

const find = (text: string) => tcpTwRecycle.find(sysctlSubject(text));

test('tcp_tw_recycle that is on is found where it stands', () => {
  const [finding] = find('net.core.somaxconn = 4096\nnet.ipv4.tcp_tw_recycle = 1\n');
  assert.equal(finding?.at.line, 2);
  assert.match(finding?.message ?? '', /^net\.ipv4\.tcp_tw_recycle = 1 makes kernels before 4\.12 drop/);
});

test('off is fine, and so is its harmless sister', () => {
  assert.deepEqual(find('net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_tw_recycle = 0\n'), []);
  assert.deepEqual(find('net.ipv4.tcp_tw_reuse = 1\n'), []);
});
