import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Edit } from '../base/rule.ts';
import { applyEdits, overlap } from './apply-edits.ts';

function edit(
  line: number,
  column: number,
  endLine: number,
  endColumn: number,
  text: string,
  path = 'f',
): Edit {
  return { span: { path, line, column, endLine, endColumn }, text };
}

describe('applyEdits', () => {
  it('replaces, inserts and deletes, in any order', () => {
    const edits = [edit(2, 1, 3, 1, ''), edit(1, 2, 1, 4, 'XYZ'), edit(3, 3, 3, 3, '!')];
    assert.equal(applyEdits('abcd\nefg\nhi', edits), 'aXYZd\nhi!');
  });

  it('keeps to the end of a text that is shorter', () => {
    assert.equal(applyEdits('a\n', [edit(2, 1, 2, 1, 'b\n')]), 'a\nb\n');
    assert.equal(applyEdits('a', [edit(9, 1, 9, 9, 'b')]), 'ab');
  });

  it('puts back what it took out', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '\r') }),
        fc.nat(20),
        fc.nat(20),
        (text, a, b) => {
          const [from = 0, to = 0] = [a % (text.length + 1), b % (text.length + 1)].toSorted((x, y) => x - y);
          const at = (offset: number) => {
            const lines = text.slice(0, offset).split('\n');
            return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
          };
          const [start, end] = [at(from), at(to)];
          const same = edit(start.line, start.column, end.line, end.column, text.slice(from, to));
          assert.equal(applyEdits(text, [same]), text);
          const gone = { ...same, text: '' };
          assert.equal(applyEdits(text, [gone]), text.slice(0, from) + text.slice(to));
        },
      ),
    );
  });
});

describe('overlap', () => {
  const middle = edit(2, 3, 2, 6, 'x');
  const cases: [name: string, other: Edit, expected: boolean][] = [
    ['the same place', edit(2, 3, 2, 6, 'y'), true],
    ['an insertion where it begins', edit(2, 3, 2, 3, 'y'), true],
    ['an insertion inside', edit(2, 4, 2, 4, 'y'), true],
    ['an insertion where it ends', edit(2, 6, 2, 6, 'y'), false],
    ['what ends where it begins', edit(2, 1, 2, 3, 'y'), false],
    ['what ends inside it', edit(1, 1, 2, 4, 'y'), true],
    ['what holds it', edit(1, 1, 3, 1, 'y'), true],
    ['a line above', edit(1, 1, 2, 1, 'y'), false],
    ['a line below', edit(3, 1, 3, 9, 'y'), false],
    ['another file', edit(2, 3, 2, 6, 'y', 'g'), false],
  ];
  for (const [name, other, expected] of cases) {
    it(`${expected ? 'is' : 'is not'} ${name}`, () => {
      assert.equal(overlap(middle, other), expected);
      assert.equal(overlap(other, middle), expected);
    });
  }
});
