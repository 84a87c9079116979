import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { siteOptionsIn } from './names.ts';

const given = (words: readonly string[]) =>
  Object.fromEntries(Object.entries(siteOptionsIn(words)).filter(([, value]) => value !== undefined));

test('half a command line tells which site is meant, whatever else stands in it', () => {
  assert.deepEqual(given(['server', 'drain', '--for', '2h', '--lab', '-f', 'web.yaml', '']), {
    lab: true,
    file: 'web.yaml',
  });
  assert.deepEqual(given(['switchover', '--connect=lb1', '--pki', '/pki', '--to', 'l']), {
    connect: 'lb1',
    pki: '/pki',
  });
  assert.deepEqual(given(['balance', '--lab-name']), {});
});

test('no line is too odd for it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('--lab', '--socket', '-f', '--'))),
      (words) => {
        siteOptionsIn(words);
      },
    ),
  );
});
