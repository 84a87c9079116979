import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseAgentKeys } from '../protocol/agent-key.ts';
import { sharedKeys, writeSharedKeys } from './shared-keys.ts';

it('shared keys are the same on every call, and a longer list begins with the shorter one', () => {
  const keys = parseAgentKeys(writeSharedKeys(1_001));
  assert.deepEqual(keys, sharedKeys(1_001));
  assert.deepEqual(keys.slice(0, 3), sharedKeys(3));
  assert.deepEqual([keys[0]?.id, keys[1_000]?.id, keys[1_000]?.name], ['001', '1001', 'agent-1001']);
});
