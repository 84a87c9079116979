import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../base/fault.ts';
import { secretMark } from '../engines/secret-mark.ts';
import type { Secret } from '../site/site.ts';
import { fillSecrets, quoteFor } from './fill-secrets.ts';

test('each mark is replaced by the value of its own secret, quoted as the engine wants it', () => {
  const text = `auth_pass ${secretMark({ env: 'A' })}\nauth_pass ${secretMark({ file: '/a b>c%20' })}\n`;
  const seen: Secret[] = [];
  const filled = fillSecrets(text, (secret) => (seen.push(secret), 'x y'), quoteFor('keepalived.conf'));
  assert.equal(filled, 'auth_pass "x y"\nauth_pass "x y"\n');
  assert.deepEqual(seen, [{ env: 'A' }, { file: '/a b>c%20' }]);
});

test('a value that looks like a mark is not filled in again', () => {
  const filled = fillSecrets(
    secretMark({ env: 'A' }),
    () => '<secret env:B>',
    (value) => value,
  );
  assert.equal(filled, '<secret env:B>');
});

test('a missing or empty secret and one that Keepalived cannot express are faults that do not tell it', () => {
  const code = (value: string | undefined) => {
    try {
      fillSecrets(secretMark({ env: 'A' }), () => value, quoteFor('keepalived.conf'));
    } catch (error) {
      assert.ok(
        error instanceof Fault && (value === undefined || value === '' || !error.message.includes(value)),
      );
      return error.code;
    }
    return undefined;
  };
  assert.equal(code(undefined), 'release/secret-missing');
  assert.equal(code(''), 'release/secret-missing');
  assert.equal(code('a"b$H'), 'release/secret-unwritable');
});
