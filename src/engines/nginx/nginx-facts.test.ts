import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutFailed } from './failed-mark.ts';
import { parseNginxStatus } from './nginx-facts.ts';

test('the counts of stub_status are read by their place', () => {
  const text =
    'Active connections: 2 \nserver accepts handled requests\n 16 15 31 \nReading: 0 Writing: 1 Waiting: 1 \n';
  assert.deepEqual(parseNginxStatus(text), { active: 2, accepted: 16, handled: 15, requests: 31 });
});

test('another text has no counts', () => {
  assert.equal(parseNginxStatus('<html>404</html>'), undefined);
});

test('who is out by the checks is told from who was taken out by a person', () => {
  const text =
    '        server 10.0.0.1:80 down weight=1 max_fails=2;\n        server 10.0.0.2:80 max_fails=2 down;\n';
  assert.equal(
    withoutFailed(text),
    '        server 10.0.0.1:80 max_fails=2;\n        server 10.0.0.2:80 max_fails=2 down;\n',
  );
});
