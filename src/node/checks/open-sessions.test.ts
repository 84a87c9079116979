import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOpenSessions } from './open-sessions.ts';

const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 64004D0A:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 64004D0A:0050 C8004D0A:D431 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
   2: 0B004D0A:9C40 15004D0A:1F90 01 00000000:00000000 00:00000000 00000000     0        0 3 1 0 20 4 30 10 -1
   3: 0B004D0A:9C42 15004D0A:1F90 06 00000000:00000000 00:00000000 00000000     0        0 0 3 0
`;
const TCP6 = `  sl  local_address                         remote_address                        st
   0: 000077FD000000000000000000010000:0050 000077FD000000000000000021000000:1F90 01 00000000:00000000
   1: 0000000000000000FFFF000015004D0A:0016 0000000000000000FFFF000016004D0A:1F90 01 00000000:00000000
`;

test('open connections are counted at both ends; listening and ended ones are not', () => {
  const { local, remote } = readOpenSessions([TCP]);
  assert.equal(local.get('10.77.0.100:80'), 1);
  assert.equal(remote.get('10.77.0.21:8080'), 1);
});

test('addresses of IPv6 are written as everywhere else, mapped ones as IPv4', () => {
  const { local, remote } = readOpenSessions([TCP6]);
  assert.equal(remote.get('10.77.0.22:8080'), 1);
  assert.equal(local.get('[fd77::100]:80'), 1);
  assert.equal(remote.get('[fd77::21]:8080'), 1);
});

test('an empty table has nobody', () => {
  assert.equal(readOpenSessions(['', '']).local.size, 0);
});
