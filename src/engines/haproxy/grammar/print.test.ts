import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { haproxyWords } from '../../../../tests/support/haproxy-words.ts';
import { fillSecrets } from '../../../release/fill-secrets.ts';
import { printHaproxy } from './print.ts';
import { quoteWord } from './quote-word.ts';
import { line } from './tree.ts';

const anyText = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
/** Characters that mean something to some tokenizer come often. */
const nastyText = fc
  .array(fc.constantFrom(...' \t\n\r"\'\\#$%{}[]()<>;,x0a', '<secret env:A>', '${HOME}', '\\x00', 'é', '🐟'))
  .map((parts) => parts.join(''));

test('any text is printed as exactly one word, on one line', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, nastyText), (text) => {
      const printed = quoteWord(text);
      assert.ok(!/[\n\r]/.test(printed));
      assert.deepEqual(haproxyWords(`key ${printed} end`), ['key', text, 'end']);
    }),
    { numRuns: 2000 },
  );
});

test('a secret glued to a text stays one word whatever its value', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, nastyText), fc.oneof(anyText, nastyText), (text, value) => {
      fc.pre(value !== '');
      const words = [...line(undefined, 'stats auth').words, [text, { secret: { env: 'A' } }], 'end'];
      const file = printHaproxy([
        { kind: 'global', name: undefined, origin: undefined, lines: [{ words, origin: undefined }] },
      ]);
      const filled = fillSecrets(file.text, () => value, quoteWord).split('\n')[1] ?? '';
      assert.deepEqual(haproxyWords(filled), ['stats', 'auth', `${text}${value}`, 'end']);
    }),
  );
});

test('each line knows its origin, and raw lines are byte for byte', () => {
  const printed = printHaproxy([
    { kind: 'global', name: undefined, origin: undefined, lines: [line(undefined, 'maxconn 10')] },
    {
      kind: 'backend',
      name: 'web',
      origin: 'pools/web',
      lines: [
        line('pools/web/balance', 'balance', 'source'),
        { raw: '  # as  written ', origin: 'pools/web/raw' },
      ],
    },
  ]);
  assert.equal(printed.text, 'global\n    maxconn 10\n\nbackend web\n    balance source\n  # as  written \n');
  assert.deepEqual(printed.origins, [
    undefined,
    undefined,
    undefined,
    'pools/web',
    'pools/web/balance',
    'pools/web/raw',
  ]);
});
