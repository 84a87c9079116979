import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aFinding } from '../../../tests/support/a-finding.ts';
import { excerpt } from './excerpt.ts';

describe('excerpt', () => {
  it('puts carets below what the finding is about', () => {
    assert.deepEqual(excerpt(aFinding(), '  bad word'), ['2 |   bad word', '  |   ^^^']);
  });

  it('has one caret where only the beginning is known', () => {
    assert.deepEqual(excerpt(aFinding({}, { span: undefined }), '  bad word'), ['2 |   bad word', '  |   ^']);
  });

  it('goes to the end of the line when the finding goes on below', () => {
    const span = { path: 'f', line: 2, column: 3, endLine: 4, endColumn: 1 };
    assert.deepEqual(excerpt(aFinding({}, { span }), '  bad'), ['2 |   bad', '  |   ^^^']);
  });

  it('keeps tabs, so that the carets stand where they belong', () => {
    assert.deepEqual(excerpt(aFinding({ column: 2 }), '\tbad word'), ['2 | \tbad word', '  | \t^^^']);
  });

  it('cuts a long line around the place', () => {
    const [shown = '', carets = ''] = excerpt(
      aFinding({ column: 501 }),
      `${'a'.repeat(500)}bad${'z'.repeat(500)}`,
    );
    assert.ok(shown.length < 160, `${shown.length}`);
    assert.match(shown, /^2 \| ….*a{10}badz{10}.*…$/);
    assert.equal(carets.indexOf('^'), shown.indexOf('bad'));
    assert.match(carets, /\^{3}$/);
  });

  it('shows nothing that steers a terminal', () => {
    assert.deepEqual(excerpt(aFinding(), ' \u001bbad\u0007'), ['2 |  ?bad?', '  |   ^^^']);
  });

  it('is empty for a line that is not there, or has nothing on it', () => {
    assert.deepEqual(excerpt(aFinding(), ''), []);
    assert.deepEqual(excerpt(aFinding(), '  '), []);
  });
});
