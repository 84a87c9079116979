import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKeepalived } from '../../../engines/keepalived/grammar/parse.ts';
import type { VrrpInstance } from '../../../engines/keepalived/meaning/meaning.ts';
import { readKeepalived } from '../../../engines/keepalived/meaning/read-keepalived.ts';
import { judgeVrrp } from './judge-vrrp.ts';

const RUNS = `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    advert_int 1
    unicast_src_ip 10.0.0.11
    unicast_peer {
        10.0.0.12
    }
    authentication {
        auth_type PASS
        auth_pass seagrass
    }
    virtual_ipaddress {
        10.0.0.100/24
    }
}
`;

function instances(text: string): readonly VrrpInstance[] {
  return readKeepalived([parseKeepalived(text, 'keepalived.conf').source]).meaning.instances;
}

function judged(change: (text: string) => string): string[] {
  return judgeVrrp(instances(RUNS), instances(change(RUNS))).map(
    ({ code, message }) => `${code}: ${message}`,
  );
}

test('another name, state and priority, or more letters of a password than Keepalived uses, disturb nobody', () => {
  const next = (text: string) =>
    text
      .replace('VI_1', 'edge')
      .replace('MASTER', 'BACKUP')
      .replace('150', '50')
      .replace('seagrass', 'seagrassmeadow');
  assert.deepEqual(judged(next), []);
});

const CHANGES: readonly (readonly [what: string, from: string, to: string, told: RegExp])[] = [
  ['router id', 'router_id 51', 'router_id 52', /router id 51 -> 52/],
  ['time between adverts', 'advert_int 1', 'advert_int 2', /adverts every 1 s -> 2 s/],
  ['version', 'advert_int 1', 'advert_int 1\n    version 3', /version 2 -> 3/],
  ['interface', 'eth0', 'eth1', /interface eth0 -> eth1/],
  ['peer', '10.0.0.12', '10.0.0.13', /peers 10\.0\.0\.12 -> 10\.0\.0\.13/],
  [
    'number of addresses',
    '10.0.0.100/24',
    '10.0.0.100/24\n        10.0.0.101/24',
    /addresses in the adverts 10\.0\.0\.100 -> 10\.0\.0\.100, 10\.0\.0\.101/,
  ],
];

for (const [what, from, to, told] of CHANGES) {
  test(`another ${what} is refused, with both values`, () => {
    const [finding = '', ...more] = judged((text) => text.replace(from, to));
    assert.match(finding, /^host\/adopt-vrrp-differs/);
    assert.match(finding, told);
    assert.deepEqual(more, []);
  });
}

test('another password is refused, and neither is shown', () => {
  const [finding = ''] = judged((text) => text.replace('seagrass', 'kelpkelp'));
  assert.match(finding, /another password/);
  assert.doesNotMatch(finding, /seagrass|kelp/);
});

test('adverts by multicast that become unicast are refused with the way to change the running pair', () => {
  const running = RUNS.replace(/ {4}unicast_src_ip[^]*?}\n/, '');
  const [finding, ...more] = judgeVrrp(instances(running), instances(RUNS));
  assert.equal(finding?.code, 'host/adopt-multicast');
  assert.match(finding.remedy, /unicast_peer/);
  assert.deepEqual(more, []);
});

test('a VIP that the spec does not have is refused: nobody on the node would keep it', () => {
  assert.match(judged(() => '')[0] ?? '', /^host\/adopt-vip-left-out: .*10\.0\.0\.100/);
});
