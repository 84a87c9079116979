import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { it } from 'node:test';
import type { WriteStream } from 'node:tty';
import fc from 'fast-check';
import { visible } from '../print-table.ts';
import { canDraw, clip, openScreen } from './open-screen.ts';

it('shows the lines that fit, and says how many do not', () => {
  assert.deepEqual(clip('a\nb\nc\n', 80, 3), ['a', 'b', 'c']);
  assert.deepEqual(clip('a\nb\nc\nd\n', 80, 3), ['a', 'b', '… 2 more lines']);
});

it('cuts a line that is too long, and ends its colour all the same', () => {
  assert.deepEqual(clip('abcdef', 4, 9), ['abc…']);
  const [cut = ''] = clip('ab\u001b[31mcdef\u001b[0m', 4, 9);
  assert.equal(visible(cut), 'abc…');
  assert.ok(cut.includes('\u001b[0m'));
});

it('never draws over the edge, and keeps every colour that it cuts into', () => {
  const part = fc.oneof(
    fc.constantFrom('\u001b[31m', '\u001b[0m', '\n'),
    fc.string({ unit: 'grapheme-ascii', maxLength: 9 }),
  );
  const size = fc.integer({ min: 2, max: 30 });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), size, size, (parts, columns, rows) => {
      const lines = clip(parts.join(''), columns, rows);
      assert.ok(lines.length <= rows);
      for (const line of lines.slice(0, -1)) assert.ok(visible(line).length <= columns, JSON.stringify(line));
    }),
  );
});

it('gives the terminal back once, as it was', () => {
  const terminal = Object.assign(new PassThrough(), { columns: 20, rows: 5 });
  const screen = openScreen(terminal as unknown as WriteStream);
  screen.onResize(() => {});
  screen.draw('well\n');
  screen.close();
  screen.close();
  const written = String(terminal.read());
  assert.ok(written.startsWith('\u001b[?1049h\u001b[?25l'));
  assert.ok(written.includes('well\u001b[K'));
  assert.equal(written.split('\u001b[?25h\u001b[?1049l').length, 2);
  assert.equal(terminal.listenerCount('resize'), 0);
});

it('draws only where a cursor can be moved and there is room', () => {
  const terminal = { isTTY: true, columns: 80, rows: 24 } as WriteStream;
  assert.equal(canDraw(terminal, 'xterm'), true);
  assert.equal(canDraw(terminal, 'dumb'), false);
  assert.equal(canDraw({ ...terminal, columns: 0 } as WriteStream, 'xterm'), false);
  assert.equal(canDraw({} as WriteStream, 'xterm'), false);
});
