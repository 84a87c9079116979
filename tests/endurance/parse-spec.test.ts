import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import fc from 'fast-check';
import { parseSpec } from '../../src/spec/parse-spec.ts';

const web = readFileSync(new URL('../../examples/web.yaml', import.meta.url), 'utf8');
const RUNS = 3000;

/** The example with pieces cut out, doubled or replaced: near enough to a spec to reach every check. */
const damaged = fc
  .array(
    fc.record({
      at: fc.nat(web.length),
      cut: fc.nat(40),
      put: fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.constantFrom('*a', '&a', '!', '{', '[', ': ', '\t', '\n  ', '<<: ', '- ', '"', '\u0000'),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((edits) =>
    edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), web),
  );

for (const [what, texts] of [
  ['a damaged spec', damaged],
  ['any text at all', fc.string({ unit: 'binary', maxLength: 400 })],
] as const) {
  it(`answers ${what} with a spec or with problems that have a place and a remedy, and never throws`, () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { spec, problems } = parseSpec(Buffer.from(text), 'fuzz.yaml');
        assert.ok(spec !== undefined || problems.length > 0);
        for (const { line, column, remedy, code } of problems) {
          assert.ok(line >= 1 && column >= 1, code);
          assert.notEqual(remedy, '', code);
        }
      }),
      { numRuns: RUNS },
    );
  });
}
