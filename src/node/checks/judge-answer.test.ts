import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check } from '../../site/server-check.ts';
import { judgeAnswer } from './judge-answer.ts';

const http = (expect: { status: string } | { text: string }): Check['kind'] => ({
  is: 'http',
  method: 'GET',
  path: '/',
  host: undefined,
  expect,
});

test('an answer is judged by its status as soon as the first line is there', () => {
  const kind = http({ status: '200-299,401' });
  assert.equal(judgeAnswer(kind, 'HTTP/1.1 2', false), undefined);
  assert.equal(judgeAnswer(kind, 'HTTP/1.1 204 No Content\r\n', false)?.layer, 'L7OK 204');
  assert.equal(judgeAnswer(kind, 'HTTP/1.0 401 No\r\n', false)?.isOk, true);
  assert.equal(judgeAnswer(kind, 'HTTP/1.0 503 No\r\n', false)?.layer, 'L7STS 503');
});

test('a text is waited for until the end of the answer', () => {
  const kind = http({ text: 'grün' });
  const bytes = Buffer.from('HTTP/1.1 200 OK\r\n\r\nalles grün').toString('latin1');
  assert.equal(judgeAnswer(kind, 'HTTP/1.1 200 OK\r\n\r\nalles', false), undefined);
  assert.equal(judgeAnswer(kind, 'HTTP/1.1 200 OK\r\n\r\nalles', true)?.isOk, false);
  assert.equal(judgeAnswer(http({ text: 'alles gr' }), bytes, false)?.isOk, true);
});

test('who does not speak HTTP is told at once', () => {
  assert.equal(judgeAnswer(http({ status: '200' }), 'SSH-2.0-OpenSSH_9.2p1', false)?.layer, 'L7RSP');
});

test('bytes are found wherever they stand, and missed at the end only', () => {
  const kind: Check['kind'] = { is: 'bytes', send: undefined, expect: '+PONG' };
  assert.equal(judgeAnswer(kind, 'x+PO', false), undefined);
  assert.equal(judgeAnswer(kind, 'x+PONG\r\n', false)?.isOk, true);
  assert.equal(judgeAnswer(kind, 'x+PO', true)?.isOk, false);
});
