import assert from 'node:assert/strict';
import { it } from 'node:test';
import { applyProgress, VIEW_AT } from '../../../tests/support/site-view.ts';
import { paint } from '../paint.ts';
import { printOutcome } from './print-outcome.ts';

const print = (change: Parameters<typeof applyProgress>[0], wanted: 'kept' | 'undone' = 'kept') =>
  printOutcome(applyProgress(change), wanted, paint(false), VIEW_AT);

it('says how to keep what waits for it, and until when', () => {
  assert.equal(
    print({
      stage: 'unconfirmed',
      confirmBy: '2026-01-02T04:00:58.000Z',
      sentence: 'In force on lb2 and lb1.',
    }),
    'In force on lb2 and lb1.\n' +
      'Revision 13 is taken back by itself in 58 s (04:00:58 UTC) unless you keep it:\n  holdfast confirm\n',
  );
});

it('says why it was undone, with what was seen and what to do', () => {
  const fault = {
    code: 'engines/refused',
    message: 'HAProxy refused.',
    remedy: 'mend it.',
    evidence: 'line 3\n',
  };
  assert.equal(
    print({ stage: 'undone', sentence: 'Undone on lb2.', fault }),
    'Undone on lb2.\nengines/refused\n  HAProxy refused.\n  | line 3\n  Fix: mend it.\n',
  );
});

it('says no more than the sentence when it ended as it was wanted', () => {
  const fault = {
    code: 'node/taken-back',
    message: 'anna took it back.',
    remedy: 'apply again.',
    evidence: '',
  };
  assert.equal(print({ stage: 'undone', sentence: 'Undone on lb2.', fault }, 'undone'), 'Undone on lb2.\n');
});
