import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { failureOnlyPrinted } from './failure-only-printed.ts';

const find = (text: string, path?: string) => failureOnlyPrinted.find(scriptSubject(text, path));
const branch = (...lines: string[]) => `if ! ok; then\n${lines.join('\n')}\nfi\nexit 0\n`;

test('a branch that only prints bad news is found at the news', () => {
  const [finding, ...others] = find(branch('  echo "WARNING: Backend 1 unhealthy"'));
  assert.deepEqual([finding?.at.line, finding?.at.column, others.length], [2, 3, 0]);
});

test('so is an else, an arm of a case, and news in other words', () => {
  assert.equal(find('if ok; then\necho fine\nelse\necho "HAProxy: DOWN"\nfi\n')[0]?.at.line, 4);
  assert.equal(find('case $x in\n0) echo fine;;\n*) printf "FAILED\\n";;\nesac\n')[0]?.at.line, 3);
  assert.equal(find(branch('echo checking', 'echo "nginx is not running"'))[0]?.at.line, 3);
});

test('a branch that exits, returns, remembers or acts is fine', () => {
  for (const line of ['exit 2', 'return 1', 'status=1', 'failed', 'kill $pid'])
    assert.deepEqual(find(branch('echo "CRITICAL: down"', line)), [], line);
});

test('good news, logs, nested branches and other scripts are left alone', () => {
  assert.deepEqual(find(branch('echo "VIP: not on this node (expected if BACKUP)"')), []);
  assert.deepEqual(find(branch('echo "DOWN" >> /var/log/x.log')), []);
  assert.deepEqual(find(branch('echo "DOWN" | logger')), []);
  assert.deepEqual(find(branch('echo "DOWN"', 'if x; then', 'exit 1', 'fi')), []);
  assert.deepEqual(find(branch('echo "FAULT detected, ERROR"'), 'notify.sh'), []);
});
