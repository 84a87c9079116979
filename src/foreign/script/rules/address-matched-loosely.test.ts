import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { addressMatchedLoosely } from './address-matched-loosely.ts';

const find = (text: string) => addressMatchedLoosely.find(scriptSubject(text));

test('an address that is contained in another one is found at the pattern', () => {
  const [finding] = find('#!/bin/sh\nvip=$(sudo ip addr show eth0 | grep -q 10.0.0.1)\n');
  assert.deepEqual([finding?.at.line, finding?.at.column, finding?.severity], [2, 40, 'warning']);
  assert.match(finding?.message ?? '', /^The pattern 10\.0\.0\.1 also matches 10\.0\.0\.10:/);
});

test('the beginning is open as well', () => {
  assert.match(find('ip a | grep 10.0.0.100\n')[0]?.message ?? '', /also matches 110\.0\.0\.100:/);
  assert.match(find('ifconfig | grep "192.168.1.25"\n')[0]?.message ?? '', /also matches 192\.168\.1\.250:/);
});

test('an address without room for another is advice only', () => {
  const [finding] = find('ip addr show | grep 192.168.1.100\n');
  assert.equal(finding?.severity, 'info');
  assert.match(finding?.remedy ?? '', /ip -o addr show to 192\.168\.1\.100\/32/);
});

test('variables that the script sets, escaped dots and -e are read', () => {
  assert.equal(find('VIP="10.0.0.1"\nif ip -4 addr | grep -q "$VIP"; then :; fi\n').length, 1);
  assert.equal(find("hostname -I | grep -c '10\\.0\\.0\\.1'\n").length, 1);
  assert.equal(find('ip address | egrep -m 1 -e 10.0.0.1\n').length, 1);
});

test('whole words, anchors, unknown variables and other inputs are fine', () => {
  for (const command of [
    'ip addr | grep -w 10.0.0.1',
    'ip addr | grep -qwF 10.0.0.1',
    "ip addr | grep -q 'inet 10.0.0.1/'",
    'ip addr | grep -q "$VIP"',
    'ip addr | grep -v 10.0.0.1',
    'ip route | grep 10.0.0.1',
    'cat access.log | grep 10.0.0.1',
    'grep 10.0.0.1 /etc/hosts',
    'ip addr | awk 10.0.0.1',
  ])
    assert.deepEqual(find(`${command}\n`), [], command);
});
