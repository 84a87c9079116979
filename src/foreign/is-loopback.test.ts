import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostOf, isLoopback } from './is-loopback.ts';

test('loopback is 127/8, ::1 and localhost', () => {
  for (const host of [
    '127.0.0.1',
    '127.1.2.3',
    '::1',
    '[::1]',
    'localhost',
    'LOCALHOST',
    'localhost.localdomain',
  ])
    assert.ok(isLoopback(host), host);
  for (const host of [
    '10.0.0.1',
    '128.0.0.1',
    '0.0.0.0',
    '*',
    '',
    '127.0.0.1.example',
    'mylocalhost',
    '::10',
  ])
    assert.ok(!isLoopback(host), host);
});

test('the host of an address in each of its forms', () => {
  const cases = {
    '127.0.0.1:2379': '127.0.0.1',
    '127.0.0.1': '127.0.0.1',
    '[::1]:80': '::1',
    '::1': '::1',
    'http://localhost:8080/health': 'localhost',
    'https://user:pass@db.example/x': 'db.example',
    'http://localhost/a@b': 'localhost',
    'db.example?x': 'db.example',
    ' 10.0.0.1:80 ': '10.0.0.1',
    '': '',
  };
  for (const [text, host] of Object.entries(cases)) assert.equal(hostOf(text), host, text);
});
