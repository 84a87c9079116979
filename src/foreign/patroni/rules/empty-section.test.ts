import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patroniSubject } from '../../../../tests/support/foreign-subjects.ts';
import { emptySection } from './empty-section.ts';

const find = (text: string) => emptySection.find(patroniSubject(text));

test('a section whose settings stand beside it is found at its key', () => {
  const findings = find('scope: a\nrestapi:\nlisten: 0.0.0.0:8008\netcd:\nhosts: a:1\n');
  assert.deepEqual(
    findings.map(({ at }) => [at.line, at.column, at.endColumn]),
    [
      [2, 1, 8],
      [4, 1, 5],
    ],
  );
  assert.match(findings[0]?.message ?? '', /^restapi is empty, and listen stands on the same level/);
});

test('a section with settings, an empty one without lost ones, and none, are fine', () => {
  assert.deepEqual(find('restapi:\n  listen: 0.0.0.0:8008\nlisten: x\n'), []);
  assert.deepEqual(find('restapi:\nscope: a\n'), []);
  assert.deepEqual(find('listen: 0.0.0.0:8008\n'), []);
  assert.deepEqual(find('restapi: none\nlisten: x\n'), []);
});
