import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { type ManagerMessage, parseManagerMessage, printManagerMessage } from './message-to-agent.ts';

it("a manager's message is read as it was written", () => {
  const messages: readonly ManagerMessage[] = [
    { says: 'ack' },
    { says: 'force-reconnect' },
    { says: 'error', message: 'Agent version must be lower or equal to manager version' },
    { says: 'other', text: '#!-up file x merged.mg\n' },
  ];
  for (const message of messages)
    assert.deepEqual(parseManagerMessage(printManagerMessage(message)), message);
  assert.equal(printManagerMessage({ says: 'ack' }), '#!-agent ack ');
  assert.equal(printManagerMessage({ says: 'force-reconnect' }), '#!-force_reconnect');
});

it('an error that is none is told as it came', () => {
  for (const text of ['#!-err ', '#!-err {"message":1}', '#!-err null', '#!-err {'])
    assert.deepEqual(parseManagerMessage(text), { says: 'other', text });
});

it('any text at all is read without an error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(printManagerMessage(parseManagerMessage(text)), text);
    }),
  );
});
