import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canonicalAddress, parseFibTrie, parseIfInet6 } from './own-addresses.ts';

const FIB_TRIE = `Main:
  +-- 0.0.0.0/0 3 0 5
     +-- 10.77.0.0/24 2 0 2
        |-- 10.77.0.0
           /24 link UNICAST
Local:
     |-- 10.77.0.11
        /32 host LOCAL
     |-- 10.77.0.100
        /32 host LOCAL
     |-- 10.77.0.255
        /32 link BROADCAST
`;

describe('own addresses', () => {
  it('reads IPv4 host addresses from the kernel and nothing else', () => {
    assert.deepEqual(parseFibTrie(FIB_TRIE), ['10.77.0.11', '10.77.0.100']);
  });

  it('reads IPv6 addresses in the spelling that people write', () => {
    const text =
      'fd000000000000000000000000000100 02 80 00 80     eth0\n00000000000000000000000000000001 01 80 10 80       lo\n';
    assert.deepEqual(parseIfInet6(text), ['fd00::100', '::1']);
  });

  it('takes two spellings of one address for one', () => {
    assert.equal(canonicalAddress('FD00:0:0::0100'), canonicalAddress('fd00::100'));
  });
});
