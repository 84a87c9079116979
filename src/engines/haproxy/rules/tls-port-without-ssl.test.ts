import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { tlsPortWithoutSsl } from './tls-port-without-ssl.ts';

const find = (text: string) => tlsPortWithoutSsl.find(haproxySubject(text));

test('tells the address of the server', () => {
  const findings = find(
    'backend b\n mode http\n server a 10.0.0.1:443 check\n server-template t 2 x.y:443\n',
  );
  assert.deepEqual(placesOf(findings), ['3:11', '4:22']);
  assert.equal(
    findings[0]?.message,
    'Server a of backend b listens on port 443 but has no `ssl`: it is sent plain HTTP and answers 400.',
  );
});

test('says nothing with ssl, on another port, or in tcp mode', () => {
  for (const line of [
    '10.0.0.1:443 ssl verify none',
    '10.0.0.1:8443',
    '10.0.0.1:80',
    '10.0.0.1',
    '10.0.0.1:"$P"',
  ])
    assert.deepEqual(find(`backend b\n mode http\n server a ${line}\n`), [], line);
  assert.deepEqual(find('backend b\n server a 10.0.0.1:443\n'), []);
  assert.deepEqual(
    find('backend b\n mode http\n default-server ssl verify none\n server a 10.0.0.1:443\n'),
    [],
  );
});
