import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const ROOT = join(import.meta.dirname, '../..');

/** What a grammar is fuzzed with. */
export interface FuzzSeeds {
  /** Real files and the examples of the problems' pages. */
  readonly corpus: readonly string[];
  /** What means something to its tokenizer or parser. */
  readonly tokens: readonly string[];
}

/** The expected files of the golden tests by their name, and the fenced examples of `language` in docs/problems. */
export function corpusOf(file: string, language: string): string[] {
  const found = (pattern: string): string[] =>
    globSync(pattern, { cwd: ROOT })
      .toSorted()
      .map((path) => readFileSync(join(ROOT, path), 'utf8'));
  const fence = new RegExp(`^\`\`\`${language} (?:good|bad)[^\\n]*\\n(.*?)^\`\`\``, 'gms');
  const examples = found('docs/problems/*/*.md').flatMap((page) =>
    [...page.matchAll(fence)].map(([, text = '']) => text),
  );
  return [...found(`tests/golden/**/${file}`), ...examples];
}

/** Damaged files, sequences of tokens, and any UTF-16 units at all, lone surrogates among them. */
export function fuzzTexts({ corpus, tokens }: FuzzSeeds): fc.Arbitrary<string> {
  const units = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((codes) => String.fromCharCode(...codes));
  return fc.oneof(
    { weight: 6, arbitrary: damaged({ corpus, tokens }) },
    { weight: 3, arbitrary: sequences(tokens, 60) },
    { weight: 1, arbitrary: units },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  );
}

/** A few tokens or a piece of a file, which the test repeats to see how time grows. */
export function fuzzChunks({ corpus, tokens }: FuzzSeeds): fc.Arbitrary<string> {
  const piece = fc
    .tuple(fc.constantFrom(...corpus), fc.nat(), fc.integer({ min: 1, max: 400 }))
    .map(([text, at, length]) => text.slice(at % text.length, (at % text.length) + length));
  return fc.oneof(sequences(tokens, 4), piece).filter((chunk) => chunk !== '');
}

function sequences(tokens: readonly string[], maxLength: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...tokens), { maxLength, size: 'max' }).map((parts) => parts.join(''));
}

/** A file with pieces cut out, doubled, moved, or replaced by tokens, any text, or a piece of another file. */
function damaged({ corpus, tokens }: FuzzSeeds): fc.Arbitrary<string> {
  const file = fc.constantFrom(...corpus);
  const put = fc.oneof(
    { weight: 4, arbitrary: sequences(tokens, 3) },
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc
      .tuple(file, fc.nat(), fc.nat(200))
      .map(([text, at, length]) => text.slice(at % text.length, (at % text.length) + length)),
  );
  const edit = fc.record({ at: fc.nat(), cut: fc.nat(60), put, times: fc.constantFrom(1, 1, 1, 2, 70) });
  return fc.tuple(file, fc.array(edit, { minLength: 1, maxLength: 6 })).map(([text, edits]) =>
    edits.reduce((changed, { at, cut, put: words, times }) => {
      const from = changed === '' ? 0 : at % changed.length;
      return changed.slice(0, from) + words.repeat(times) + changed.slice(from + cut);
    }, text),
  );
}
