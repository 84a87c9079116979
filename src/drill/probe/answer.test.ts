import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEcho, readHttpAnswer } from './answer.ts';

const LENGTH = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n';

test('an answer is whole with its last byte, however it was cut into pieces', () => {
  fc.assert(
    fc.property(fc.constantFrom(LENGTH, CHUNKED), fc.array(fc.nat(80)), (text, cuts) => {
      const edges = [0, ...cuts.filter((cut) => cut < text.length), text.length].sort((a, b) => a - b);
      const reader = readHttpAnswer();
      for (let index = 1; index < edges.length; index += 1) {
        const whole = edges[index] === text.length;
        assert.equal(reader.take(text.slice(edges[index - 1], edges[index])), whole ? 'whole' : 'more');
        if (whole) break;
      }
    }),
  );
});

test('another status is not the answer that was asked for', () => {
  assert.equal(readHttpAnswer().take('HTTP/1.0 503 Service Unavailable\r\n'), 'bad-status');
});

test('an answer without a length is whole when the connection ends, and one with a length is not', () => {
  const open = readHttpAnswer();
  open.take('HTTP/1.0 200 OK\r\n\r\nhel');
  assert.equal(open.end(), 'whole');
  const cut = readHttpAnswer();
  cut.take(LENGTH.slice(0, -1));
  assert.equal(cut.end(), 'more');
});

test('an echo must be the line that was sent', () => {
  const echo = readEcho('holdfast 7\n');
  assert.equal(echo.take('hold'), 'more');
  assert.equal(echo.take('fast 7\n'), 'whole');
  assert.equal(readEcho('holdfast 7\n').take('holdfast 8'), 'bad-echo');
});
