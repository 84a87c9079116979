import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { sslHelloCheck } from './ssl-hello-check.ts';

const find = (text: string) => sslHelloCheck.find(haproxySubject(text));

const pool = (words: string, option = 'option ssl-hello-chk') =>
  `defaults\n ${option}\nbackend b\n server a 10.0.0.1:443 ${words}\nbackend c\n server a 10.0.0.1:443 ${words}\n`;

test('tells the option once, for the first pool that it checks', () => {
  const findings = find(pool('check'));
  assert.deepEqual(placesOf(findings), ['2:2']);
  assert.equal(findings[0]?.severity, undefined);
  assert.match(findings[0]?.message ?? '', /^The servers of backend b are sent an SSLv3 hello/);
});

test('inside TLS every server is down: an error', () => {
  for (const words of ['check ssl verify none', 'check check-ssl verify none']) {
    const [finding] = find(pool(words));
    assert.equal(finding?.severity, 'error');
    assert.match(finding.message, /^The checks of backend b already run inside TLS \(server a\)/);
  }
  assert.equal(find(pool('check ssl no-check-ssl verify none'))[0]?.severity, undefined);
});

test('says nothing of another check, or of servers that are not checked', () => {
  assert.deepEqual(find(pool('check', 'option tcp-check')), []);
  assert.deepEqual(find(pool('weight 5')), []);
  assert.deepEqual(
    find('backend b\n option ssl-hello-chk\n option tcp-check\n server a 10.0.0.1:443 check\n'),
    [],
  );
  assert.deepEqual(
    find('backend b\n.if defined(X)\n option ssl-hello-chk\n.endif\n server a 1.1.1.1:443 check\n'),
    [],
  );
});
