import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHaproxyAddress } from './parse-address.ts';

/** `kind family address ports`, with `-` for what is not known. */
function told(text: string): string {
  const { kind, family, address, ports, transport } = parseHaproxyAddress(text);
  const parts = [kind, family ?? '-', address, ports === undefined ? '-' : ports.join('-')];
  return [...parts, ...(transport === 'tcp' ? [] : [transport])].join(' ');
}

test('addresses are taken apart as HAProxy does it', () => {
  const cases: Record<string, string> = {
    ':80': 'any 4 0.0.0.0 80-80',
    '*:80': 'any 4 0.0.0.0 80-80',
    '0.0.0.0:80': 'any 4 0.0.0.0 80-80',
    '[::]:80': 'any 6 :: 80-80',
    ':::80': 'any 6 :: 80-80',
    'ipv6@:80': 'any 6 :: 80-80',
    'ipv4@10.0.0.1:80': 'ip 4 10.0.0.1 80-80',
    'ipv6@[fd00::1]:80': 'ip 6 fd00::1 80-80',
    '10.0.0.1': 'ip 4 10.0.0.1 -',
    '10.0.0.1:8000-8010': 'ip 4 10.0.0.1 8000-8010',
    '10.0.0.1:8010-8000': 'ip 4 10.0.0.1 -',
    '10.0.0.1:65536': 'ip 4 10.0.0.1 -',
    '10.0.0.1:65535': 'ip 4 10.0.0.1 65535-65535',
    '10.0.0.1:+1': 'ip 4 10.0.0.1 -',
    'FD00:0::1:80': 'ip 6 fd00::1 80-80',
    'fd00::a:b:1': 'ip 6 fd00::a:b 1-1',
    '::1': 'ip 6 ::1 -',
    '[fd00::1]': 'ip 6 fd00::1 -',
    'app.example:80': 'name - app.example 80-80',
    '10.0.0.300:80': 'name - 10.0.0.300 80-80',
    '/run/x.sock': 'unix - /run/x.sock -',
    'unix@/run/x.sock': 'unix - /run/x.sock -',
    'uxst@x': 'unix - x -',
    'unix@$DIR/x': 'variable - unix@$DIR/x -',
    'fd@7': 'fd - 7 -',
    'fd@${FD}': 'variable - fd@${FD} -',
    'abns@x': 'other - abns@x -',
    'sockpair@3': 'other - sockpair@3 -',
    '$IP:80': 'variable - $IP 80-80',
    '${IP-a:b}:80': 'variable - ${IP-a:b} 80-80',
    '${IP-a:b}': 'variable - ${IP-a:b} -',
    '10.0.0.1:$PORT': 'ip 4 10.0.0.1 -',
    'quic4@:443': 'any 4 0.0.0.0 443-443 udp',
    'udp@10.0.0.1:514': 'ip 4 10.0.0.1 514-514 udp',
    'dgram+ipv4@:514': 'any 4 0.0.0.0 514-514 udp',
    'stream+ipv4@:514': 'any 4 0.0.0.0 514-514',
  };
  assert.deepEqual(Object.fromEntries(Object.keys(cases).map((text) => [text, told(text)])), cases);
});
