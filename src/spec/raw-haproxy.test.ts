import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rawHaproxyFindings, rawServerFindings } from './raw-haproxy.ts';

const linesOf = (text: string) => rawHaproxyFindings(text).map(({ line }) => line);

test('ordinary lines are fine', () => {
  const text =
    '# global bind\noption http-server-close\nhttp-request set-header X "a # b"\n\n  no option forwardfor\ntimeout client 5s';
  assert.deepEqual(rawHaproxyFindings(text), []);
});

for (const line of [
  'bind :80',
  '  bind\t:80',
  '"bind" :80',
  "bi'nd' :80",
  '\\x62ind :80',
  'no bind',
  'global',
  'listen x',
  'program evil',
  'stats socket /tmp/x',
  'lua-load /x',
  'external-check',
  'option external-check',
  'user root',
  'setenv A b',
  '.if defined(A)',
  '[scope]',
  '"${A}" x',
  'BIND :1',
  '"open',
]) {
  test(`${line} is not allowed`, () => assert.deepEqual(linesOf(`option x\n${line}`), [1]));
}

test('whatever the text, it is judged without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => assert.ok(Array.isArray(rawHaproxyFindings(text)))),
  );
});

test('the raw lines of a site may go on with sections that others refer to, and no other ones', () => {
  const text =
    'tune.bufsize 32768\nuserlist people\n  user a password b\nresolvers dns\n  nameserver a 10.0.0.2:53';
  assert.deepEqual(rawHaproxyFindings(text, true), []);
  assert.equal(rawHaproxyFindings('user root\nuserlist people', true).length, 1);
  assert.equal(rawHaproxyFindings('userlist people\nfrontend x', true).length, 1);
  assert.deepEqual(linesOf('cache c'), [0]);
  assert.equal(rawHaproxyFindings('listen x', true).length, 1);
});

test('the raw words of a server are one line with closed quotes', () => {
  assert.deepEqual(rawServerFindings('inter 5s maxqueue 10\n'), []);
  assert.equal(rawServerFindings('inter 5s\nbind :80').length, 1);
  assert.equal(rawServerFindings('sni "str(x)').length, 1);
});
