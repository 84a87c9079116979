import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corosyncSubject } from '../../../../tests/support/foreign-subjects.ts';
import { noQuorum } from './no-quorum.ts';

const TOTEM = 'totem {\nversion: 2\n}\n';
const NODE = 'node {\nring0_addr: a\n}\n';
const find = (text: string) => noQuorum.find(corosyncSubject(text));

test('a cluster without a provider is found at its quorum section, else at totem', () => {
  const [finding] = find(`${TOTEM}nodelist {\n${NODE}${NODE}}\n`);
  assert.equal(finding?.at.line, 1);
  assert.match(finding?.message ?? '', /these 2 nodes/);
  assert.equal(find(`${TOTEM}quorum {\n}\nnodelist {\n${NODE}${NODE}}\n`)[0]?.at.line, 4);
});

test('a provider, one node, or a part of a file tell nothing', () => {
  assert.deepEqual(
    find(`${TOTEM}quorum {\nprovider: corosync_votequorum\n}\nnodelist {\n${NODE}${NODE}}\n`),
    [],
  );
  assert.deepEqual(find(`${TOTEM}nodelist {\n${NODE}}\n`), []);
  assert.deepEqual(find(`nodelist {\n${NODE}${NODE}}\n`), []);
});
