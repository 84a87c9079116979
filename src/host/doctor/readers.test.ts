import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAdverts } from './hear-vrrp.ts';
import { readUnits } from './look-at-units.ts';

test('adverts are read from what tcpdump prints, of both versions and families', () => {
  const text = `12:00:00.000000 eth0  In  IP 10.0.0.11 > 224.0.0.18: VRRPv2, Advertisement, vrid 51, prio 100, authtype simple, intvl 1s, length 20
12:00:00.000000 eth0  In  IP 10.0.0.12 > 10.0.0.11: VRRPv3, Advertisement, vrid 176, prio 140, intvl 5cs, length 12
12:00:00.000000 eth0  In  IP6 fe80::1 > ff02::12: VRRPv3, Advertisement, vrid 7, prio 100, intvl 100cs, length 24
12:00:00.000000 eth0  In  IP 10.0.0.13 > 10.0.0.11: ICMP echo request`;
  assert.deepEqual(readAdverts(text), [
    { from: '10.0.0.11', routerId: 51 },
    { from: '10.0.0.12', routerId: 176 },
    { from: 'fe80::1', routerId: 7 },
  ]);
});

test('units are read block by block; one that listens twice has both places', () => {
  const text = `Listen=10.0.0.100:80 (Stream)
Listen=[2001:db8::1]:80 (Stream)
Id=holdfast-web.socket
ActiveState=active

Id=haproxy.service
ActiveState=inactive
`;
  assert.deepEqual(readUnits(text), [
    {
      Listen: '10.0.0.100:80 (Stream) [2001:db8::1]:80 (Stream)',
      Id: 'holdfast-web.socket',
      ActiveState: 'active',
    },
    { Id: 'haproxy.service', ActiveState: 'inactive' },
  ]);
});
