import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject } from '../../../../tests/support/lint-subjects.ts';
import type { VrrpInstance } from './meaning.ts';

function instanceOf(lines: string): VrrpInstance {
  const [instance] = keepalivedSubject(`vrrp_instance a {\n${lines}\n}\n`).keepalived.instances;
  assert.ok(instance !== undefined);
  return instance;
}

test('prefixes up to the width of their family are read, others are none', () => {
  const prefixes = (addresses: string) =>
    instanceOf(`virtual_ipaddress {\n${addresses}\n}`).addresses.map(({ prefix }) => prefix);
  assert.deepEqual(prefixes('10.0.0.1/32\n10.0.0.1/33\n10.0.0.1/0\n10.0.0.1\n10.0.0.1/\n10.0.0.1/x2'), [
    32,
    undefined,
    0,
    undefined,
    undefined,
    undefined,
  ]);
  assert.deepEqual(prefixes('fd00::1/128\nfd00::1/129\nfd00::1/2x\nfd00::1/0128'), [
    128,
    undefined,
    undefined,
    undefined,
  ]);
  assert.deepEqual(prefixes('{ }'), []);
});

test('an address may stand behind its device, and a device needs a name', () => {
  const devices = instanceOf(
    'virtual_ipaddress {\n10.0.0.1 dev\n10.0.0.2 label x dev eth2\ndev eth3\n}',
  ).addresses;
  assert.deepEqual(
    devices.map(({ address, device }) => [address, device]),
    [
      ['10.0.0.1', undefined],
      ['10.0.0.2', 'eth2'],
      ['dev', 'eth3'],
    ],
  );
});

test('nopreempt counts unless it is off, with its place', () => {
  assert.deepEqual(instanceOf('nopreempt').noPreempt?.at.line, 2);
  assert.equal(instanceOf('nopreempt off').noPreempt, undefined);
  assert.equal(instanceOf('state BACKUP').noPreempt, undefined);
});

test('scripts of each event are read, keywords that only begin alike are not', () => {
  const events = [
    'notify',
    'notify_master',
    'notify_backup',
    'notify_fault',
    'notify_stop',
    'notify_deleted',
  ];
  const lines = [
    ...events,
    'notify_master_rx_lower_pri',
    'notify_fifo',
    'notify_priority_changes',
    'xnotify',
  ];
  assert.deepEqual(
    instanceOf(lines.map((keyword) => `${keyword} /x`).join('\n')).notifies.map(({ event, at }) => [
      event,
      at.endColumn,
    ]),
    [...events, 'notify_master_rx_lower_pri'].map((event) => [event, event.length + 4]),
  );
});

test('an instance without a name or its blocks says nothing of them', () => {
  const [instance] = keepalivedSubject('vrrp_instance {\n}\n').keepalived.instances;
  assert.deepEqual(
    [instance?.name, instance?.authType, instance?.addresses, instance?.unicastPeers, instance?.version],
    ['', undefined, [], [], undefined],
  );
  assert.equal(instanceOf('unicast_peer {\n lb2.example\n}').unicastPeers[0]?.value, 'lb2.example');
});

test('a weight without a number is not known to be any, and counts as the own', () => {
  const [track, other] = instanceOf('track_script {\n chk weight\n chk weight 5 reverse\n}').tracks;
  assert.deepEqual([track?.weight, track?.hasOwnWeight, track?.isReversed], [Number.NaN, true, false]);
  assert.deepEqual([other?.weight, other?.isReversed], [5, true]);
});
