import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FIRST_MESSAGE, nextMessage } from './message-count.ts';

it('counts messages up to 9,997, then the next thousands', () => {
  let count = FIRST_MESSAGE;
  for (let message = 1; message < 9_997; message += 1) count = nextMessage(count);
  assert.deepEqual(count, { global: 0, local: 9_997 });
  assert.deepEqual(nextMessage(count), { global: 1, local: 1 });
  assert.deepEqual(nextMessage({ global: 2 ** 32 - 1, local: 9_997 }), { global: 0, local: 1 });
});
