import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTable } from './read-table.ts';

const quote = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const cells = fc.stringMatching(/^[a-z0-9", ]{0,6}$/);

test('the columns that are asked for come back as they were written, in whatever order they stand', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 8 }),
      fc.array(fc.array(cells, { minLength: 8, maxLength: 8 }), { maxLength: 5 }),
      fc.nat(),
      (columns, rows, seed) => {
        const names = columns.filter((_, index) => ((seed >> index) & 1) === 1).toReversed();
        const lines = rows.map((row) => columns.map((_, index) => quote(row[index] ?? '')).join(','));
        // A line of one empty cell is an empty line, which is none.
        fc.pre(lines.every((line) => line.trim() !== ''));
        const read = readTable([`# ${columns.join(',')}`, ...lines, ''].join('\n'), ',', names);
        const expected = rows.map((row) =>
          Object.fromEntries(names.map((name) => [name, row[columns.indexOf(name)] ?? ''])),
        );
        assert.deepEqual(
          read?.map((row) => ({ ...row })),
          expected,
        );
      },
    ),
  );
});

test('a column that HAProxy does not have, and one that a short line lacks, is empty', () => {
  assert.deepEqual(readTable('# a,b,c\n1,2,3\n4\n', ',', ['c', 'x', 'a']), [
    { c: '3', x: '', a: '1' },
    { c: '', x: '', a: '4' },
  ]);
});

test('what has no heading is no table', () => {
  assert.equal(readTable('Unknown command\n', ',', ['a']), undefined);
  assert.equal(readTable('', ' ', ['a']), undefined);
});
