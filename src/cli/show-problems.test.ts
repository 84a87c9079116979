import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problem } from '../base/problem.ts';
import { countProblems, problemText } from './show-problems.ts';

const found = problem('spec/x', 'holdfast.yaml', { line: 14, column: 3 }, 'It is wrong.', 'mend it.');

test('a problem says where, what and how to get out', () => {
  assert.equal(problemText(found), 'holdfast.yaml:14:3  error  spec/x\n  It is wrong.\n  Fix: mend it.');
});

test('problems are counted by severity', () => {
  assert.equal(countProblems([found, found, { ...found, severity: 'warning' }]), '2 errors, 1 warning');
});
