import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKeepalived } from '../../../engines/keepalived/grammar/parse.ts';
import type { VrrpInstance } from '../../../engines/keepalived/meaning/meaning.ts';
import { readKeepalived } from '../../../engines/keepalived/meaning/read-keepalived.ts';
import { readSite } from '../../../site/read-site.ts';
import type { FormerUnit, Handover, HostState } from './adopt-facts.ts';
import { type AdoptCase, judgeAdopt } from './judge-adopt.ts';

const SPEC = `version: 1
name: web
nodes:
  lb1: { address: 10.0.0.11, interface: eth0 }
  lb2: { address: 10.0.0.12, interface: eth0 }
vips:
  edge: { address: 10.0.0.100/24, vrrp: { routerId: 51, priorities: { lb1: 150, lb2: 110 } } }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web }
pools:
  web: { servers: { web1: 10.0.0.21:8080 } }
`;

const FOUNDATION = 'holdfast-foundation@host.service';
const HAPROXY: FormerUnit = {
  unit: 'haproxy.service',
  engine: 'haproxy',
  sharesPorts: true,
  runs: true,
  files: ['/etc/haproxy/haproxy.cfg'],
  newer: [],
};
const HANDOVER: Handover = { former: [HAPROXY], ours: [FOUNDATION, 'holdfast.service'], hasPeers: true };
const STANDBY: HostState = { units: {}, holds: false, hasCopy: false, gentle: [] };

function instances(priority: number): readonly VrrpInstance[] {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    unicast_src_ip 10.0.0.12
    unicast_peer {
        10.0.0.11
    }
    virtual_ipaddress {
        10.0.0.100/24
    }
}
`;
  return readKeepalived([parseKeepalived(text, 'keepalived.conf').source]).meaning.instances;
}

function codes(change: Partial<AdoptCase>): string[] {
  const { site } = readSite(Buffer.from(SPEC), 'holdfast.yaml');
  assert.ok(site !== undefined);
  return judgeAdopt({
    site,
    node: 'lb2',
    handover: HANDOVER,
    state: STANDBY,
    running: instances(110),
    next: instances(10),
    lacking: [],
    silent: [],
    doctor: [],
    isBegun: false,
    ...change,
  }).map(({ code, severity }) => `${severity} ${code}`);
}

test('a standby whose spec says what runs can be adopted', () => {
  assert.deepEqual(codes({}), []);
});

test('what lacks and what doctor calls an error are in the way; what the adoption itself ends is not', () => {
  const finding = { severity: 'error', message: '', remedy: '' } as const;
  const doctor = [
    { ...finding, code: 'host/port-taken' },
    { ...finding, code: 'host/kernel-too-old' },
    { ...finding, code: 'host/clock-not-synchronised', severity: 'warning' as const },
  ];
  assert.deepEqual(codes({ lacking: ['/etc/holdfast/pki/key.pem'], doctor }), [
    'error host/adopt-not-set-up',
    'error host/kernel-too-old',
  ]);
});

test('a Holdfast that runs already is no case for an adoption, unless one was begun', () => {
  const state = { ...STANDBY, units: { [FOUNDATION]: { active: true, enabled: true } } };
  assert.deepEqual(codes({ state }), ['error host/adopt-runs-already']);
  assert.deepEqual(codes({ state, isBegun: true }), []);
});

test('who holds the VIP hears that it moves, and that nobody answers where it goes', () => {
  const state = { ...STANDBY, holds: true };
  assert.deepEqual(codes({ state }), ['warning host/adopt-holder']);
  assert.deepEqual(codes({ state, silent: ['lb1'] }), [
    'warning host/adopt-holder',
    'warning host/adopt-other-silent',
  ]);
  assert.deepEqual(codes({ silent: ['lb1'] }), []);
});

test('a standby that would win hears that the VIP may come; its tracks count as they did', () => {
  assert.deepEqual(codes({ running: instances(100) }), ['warning host/adopt-vip-would-move']);
  assert.deepEqual(codes({ running: instances(200) }), []);
});

test('a site of one node asks nothing of VRRP peers', () => {
  assert.deepEqual(codes({ handover: { ...HANDOVER, hasPeers: false }, running: [], next: [] }), []);
});

test('files that were changed behind the back of a running unit are told', () => {
  const former = [{ ...HAPROXY, newer: HAPROXY.files }];
  assert.deepEqual(codes({ handover: { ...HANDOVER, former } }), ['warning host/adopt-files-newer']);
});
