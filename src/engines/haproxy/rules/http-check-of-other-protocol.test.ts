import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { httpCheckOfOtherProtocol } from './http-check-of-other-protocol.ts';

const find = (text: string) => httpCheckOfOtherProtocol.find(haproxySubject(text));

const pool = (address: string, words = 'check', lines = '') =>
  `backend b\n option httpchk\n${lines} server a ${address} ${words}\n server c ${address} ${words}\n`;

test('tells the first server of a pool whose port speaks something else', () => {
  const findings = find(pool('10.0.0.1:1514'));
  assert.deepEqual(placesOf(findings), ['3:2']);
  assert.equal(
    findings[0]?.message,
    "Server a of backend b is sent a plain HTTP request on port 1514 as its check (`option httpchk`, line 2), but that port speaks the protocol of Wazuh's agents: it is DOWN for ever.",
  );
  assert.equal(
    findings[0].remedy,
    'remove `option httpchk`, or name the port that answers HTTP with `port N`.',
  );
});

test('a TLS port wants TLS', () => {
  for (const port of [443, 8443])
    assert.match(find(pool(`10.0.0.1:${port}`))[0]?.remedy ?? '', /^add `check-ssl/);
});

test('what is expected matters only where HTTP is spoken at all', () => {
  assert.equal(find(pool('10.0.0.1:1514', 'check', ' http-check expect status 200\n')).length, 1);
});

test('knows the usual ports', () => {
  for (const port of [22, 25, 389, 636, 1515, 3306, 3389, 5432, 5672, 6379, 6432, 27017])
    assert.equal(find(pool(`10.0.0.1:${port}`)).length, 1, String(port));
});

test('says nothing where the check goes elsewhere or is made otherwise', () => {
  for (const words of [
    'check port 8008',
    'check addr 10.0.0.9',
    'check check-ssl verify none',
    'check ssl verify none',
    'weight 1',
  ])
    assert.deepEqual(find(pool('10.0.0.1:443', words)), [], words);
  assert.deepEqual(find(pool('10.0.0.1:443', 'check', ' http-check connect ssl\n')), []);
  assert.deepEqual(find(pool('10.0.0.1:443', 'check', ' http-check expect status 400\n')), []);
  assert.deepEqual(find(pool('10.0.0.1:443', 'check', ' option tcp-check\n')), []);
  assert.deepEqual(find(pool('10.0.0.1:443', 'check', ' mode http\n')), []);
});

test('says nothing of other ports, of none, and under a condition', () => {
  assert.deepEqual(find(pool('10.0.0.1:8080')), []);
  assert.deepEqual(find(pool('10.0.0.1')), []);
  assert.deepEqual(
    find('backend b\n.if defined(X)\n option httpchk\n.endif\n server a 10.0.0.1:443 check\n'),
    [],
  );
});
