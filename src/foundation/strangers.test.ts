import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findStrangers } from './strangers.ts';

const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 64004D0A:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1
   1: 64004D0A:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1
   2: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1
   3: 64004D0A:0050 C8004D0A:9C40 01 00000000:00000000 00:00000000 00000000     0        0 444 1
`;
const UDP = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  612: 64004D0A:0202 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 666 2 0 0
  612: 64004D0A:0202 15004D0A:0202 01 00000000:00000000 00:00000000 00000000     0        0 777 2 0 0
`;
const TCP6 = `  sl  local_address                         remote_address                        st
   0: 000000FD000000000000000000010000:0050 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 555 1
`;

describe('findStrangers', () => {
  it('names every listening socket on our port that is not ours, wildcards too, established ones not', () => {
    const found = findStrangers([TCP], 'tcp', [{ address: '10.77.0.100', port: 80 }], new Set([111]));
    assert.deepEqual(
      found.map(({ inode }) => inode),
      [222, 333],
    );
  });

  it('leaves other ports and addresses alone', () => {
    assert.deepEqual(findStrangers([TCP], 'tcp', [{ address: '10.77.0.100', port: 443 }], new Set()), []);
    assert.deepEqual(findStrangers([TCP], 'tcp', [{ address: 'fd00::100', port: 80 }], new Set()), []);
  });

  it('reads IPv6 addresses as people write them', () => {
    const found = findStrangers([TCP6], 'tcp', [{ address: 'fd00::100', port: 80 }], new Set());
    assert.deepEqual(found, [{ address: 'fd00::100', port: 80, inode: 555 }]);
  });

  it('names a socket that takes our datagrams from anybody, and not one that speaks with a single peer', () => {
    const found = findStrangers([UDP], 'udp', [{ address: '10.77.0.100', port: 514 }], new Set());
    assert.deepEqual(
      found.map(({ inode }) => inode),
      [666],
    );
  });
});
