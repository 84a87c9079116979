import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clipText, fillLine, lineText, lineWidth, span, widthOf, wrapLine } from './spans.ts';

test('letters of East Asia take two columns, marks above letters none', () => {
  assert.equal(widthOf('界界'), 4);
  assert.equal(widthOf('e\u0301'), 1);
  assert.equal(widthOf('lb1 …'), 5);
});

test('what is cut says so', () => {
  assert.equal(clipText('redundancy', 5), 'redu…');
  assert.equal(clipText('界界界', 4), '界…');
  assert.equal(clipText('as it is', 8), 'as it is');
});

test('wrapping loses no letter but blanks, and no line is too wide', () => {
  const texts = fc.array(fc.stringMatching(/^[a-z ,;]{0,30}$/), { maxLength: 6 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 60 }), (parts, width) => {
      const lines = wrapLine(
        parts.map((text) => span(text)),
        width,
      );
      const without = (text: string) => text.replaceAll(' ', '');
      assert.equal(without(lines.map(lineText).join('')), without(parts.join('')));
      for (const line of lines) assert.ok(lineWidth(line) <= width);
    }),
  );
});

test('a filled line is exactly as wide as it shall be', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.integer({ min: 1, max: 80 }),
      (text, width) => {
        assert.equal(lineWidth(fillLine([span(text)], width)), width);
      },
    ),
  );
});
