import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayIntent } from '../../node/daemon/wishes.ts';
import type { Wish } from '../../node/intents/intent.ts';
import { subjectWords, wantsSomething, wishWords } from './intent-words.ts';

test('a manager that a cluster tells of is shown with its address, and one that is gone as gone', () => {
  const here: Wish = { kind: 'manager', manager: 'worker4', address: '10.0.0.24', role: 'worker' };
  const gone: Wish = { ...here, address: null };
  assert.equal(`${subjectWords(here)} ${wishWords(here)}`, 'manager worker4 in the cluster, at 10.0.0.24');
  assert.equal(wishWords(gone), 'gone from the cluster');
  assert.deepEqual([here, gone].map(wantsSomething), [true, false]);
  const intent = {
    id: '1@lb1',
    who: 'wazuh',
    why: '',
    at: '',
    until: null,
    version: { counter: 1, node: 'lb1' },
  };
  assert.equal(
    sayIntent({ ...intent, wish: here }),
    'wazuh sees manager worker4 in the cluster, at 10.0.0.24',
  );
});
