import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPlace } from './read-place.ts';

test('a place is a host name or an address, with a port or the usual one', () => {
  const cases = {
    lb1: 'lb1 7443',
    'lb1:9443': 'lb1 9443',
    'lb1.example.org': 'lb1.example.org 7443',
    '10.77.0.11': '10.77.0.11 7443',
    '10.77.0.11:1': '10.77.0.11 1',
    'fd00::11': 'fd00::11 7443',
    '[fd00::11]': 'fd00::11 7443',
    '[fd00::11]:9443': 'fd00::11 9443',
  };
  for (const [text, is] of Object.entries(cases)) {
    const { host, port } = readPlace(text, 7443);
    assert.equal(`${host} ${port}`, is);
  }
});

test('what is no place is refused with examples', () => {
  for (const text of [
    '',
    ':7443',
    'lb1:',
    'lb1:0',
    'lb1:70000',
    'https://lb1',
    '[lb1]:1',
    'a b',
    'lb1:7443:1',
  ]) {
    assert.throws(() => readPlace(text, 7443), { code: 'cli/bad-place' }, text);
  }
});
