import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseNotice } from './notify-fifo.ts';

describe('parseNotice', () => {
  it('reads a transition', () => {
    assert.deepEqual(parseNotice('INSTANCE "edge" MASTER 190'), {
      instance: 'edge',
      role: 'MASTER',
      priority: 190,
    });
  });

  it('takes a change of priority for no change of role', () => {
    assert.deepEqual(parseNotice('INSTANCE "edge" MASTER_PRIORITY 140'), {
      instance: 'edge',
      role: undefined,
      priority: 140,
    });
  });

  it('passes over groups and nonsense', () => {
    assert.equal(parseNotice('GROUP "edge" MASTER 190'), undefined);
    assert.equal(parseNotice('INSTANCE "edge'), undefined);
  });
});
