import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corosyncSubject } from '../../../../tests/support/foreign-subjects.ts';
import { twoNodesWithoutTwoNode } from './two-nodes-without-two-node.ts';

const nodes = (count: number, more = '') =>
  `nodelist {\n${'node {\nring0_addr: n\n'.repeat(1)}${more}}\n${'node {\nring0_addr: m\n}\n'.repeat(count - 1)}}\n`;
const quorum = (...lines: string[]) =>
  `quorum {\n${['provider: corosync_votequorum', ...lines].join('\n')}\n}\n`;
const find = (text: string) => twoNodesWithoutTwoNode.find(corosyncSubject(text));

test('two nodes of a node list are found at the quorum section', () => {
  const [finding, ...others] = find(quorum() + nodes(2));
  assert.deepEqual(
    [finding?.at.line, finding?.at.column, finding?.at.endColumn, others.length],
    [1, 1, 7, 0],
  );
});

test('two expected votes are found where they are said, and win over the node list', () => {
  assert.equal(find(quorum('expected_votes: 2'))[0]?.at.line, 3);
  assert.deepEqual(find(quorum('expected_votes: 3') + nodes(2)), []);
});

test('two_node: 0 is found where it stands', () => {
  assert.equal(find(quorum('expected_votes: 2', 'two_node: 0'))[0]?.at.line, 4);
});

test('two_node, a tie breaker, a device or votes of its own for a node decide otherwise', () => {
  for (const line of [
    'two_node: 1',
    'auto_tie_breaker: 1',
    'last_man_standing: 1',
    'device {\nmodel: net\n}',
  ]) {
    assert.deepEqual(find(quorum(line) + nodes(2)), [], line);
  }
  assert.deepEqual(find(quorum() + nodes(2, 'quorum_votes: 2\n')), []);
});

test('one or three nodes, and no quorum at all, are no matter of this rule', () => {
  assert.deepEqual(find(quorum() + nodes(3)), []);
  assert.deepEqual(find(quorum() + nodes(1)), []);
  assert.deepEqual(find(quorum()), []);
  assert.deepEqual(find(nodes(2)), []);
  assert.deepEqual(find(`quorum {\n}\n${nodes(2)}`), []);
});
