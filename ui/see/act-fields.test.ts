import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endWords, NO_FIELDS, readFields, wordsOf } from './act-fields.ts';

const form = (values: Record<string, string>) => ({ get: (name: string) => values[name] ?? null });

describe('what is filled in for an action', () => {
  it('stands in the command as a shell takes it', () => {
    const fields = readFields(form({ reason: "it's old", for: '2' }));
    assert.equal(wordsOf(['reason', 'for'], fields), String.raw` --reason 'it'\''s old' --for 1h`);
    assert.equal(wordsOf(['reason', 'for'], readFields(form({ for: '0' }))), '');
  });

  it('is a weight, or the spec’s', () => {
    assert.equal(wordsOf(['weight'], readFields(form({ weight: '7' }))), ' 7');
    assert.equal(wordsOf(['weight'], readFields(form({ weight: '' }))), ' spec');
  });

  it('has an end in the browser’s time and in UTC, or none', () => {
    const at = Date.parse('2026-01-02T03:00:00Z');
    assert.match(endWords({ ...NO_FIELDS, forMs: 3_600_000 }, at), /^until \S+, 04:00:00 UTC$/);
    assert.equal(endWords(NO_FIELDS, at), '');
  });
});
