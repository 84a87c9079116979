import { type Problem, problem } from '../base/problem.ts';
import { START } from '../base/text-range.ts';

/** A site of hundreds of services takes 100 kB. */
const MOST_BYTES = 1_000_000;

/** The text of a spec, or the one problem that stands in the way. A byte order mark is dropped. */
export function decodeSpec(
  bytes: Uint8Array,
  file: string,
): { readonly text: string } | { readonly problem: Problem } {
  const refuse = (
    code: string,
    place: { line: number; column: number },
    message: string,
    remedy: string,
  ) => ({
    problem: problem(code, file, place, message, remedy),
  });
  if (bytes.length > MOST_BYTES) {
    const message = `The file has more than ${MOST_BYTES} bytes, the most that a spec may have.`;
    return refuse(
      'spec/too-large',
      START,
      message,
      'name the spec itself, not a log, an archive or an image.',
    );
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    const line = placeOfBadByte(bytes);
    return refuse('spec/not-utf-8', line, 'Here the file is not UTF-8 text.', 'save it as UTF-8.');
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return refuse(
      'spec/control-character',
      placeAt(text, nul),
      'The file holds a NUL character.',
      'remove it.',
    );
  }
  return { text };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first place where a forgiving decoder has to put U+FFFD. */
function placeOfBadByte(bytes: Uint8Array) {
  const text = new TextDecoder('utf-8').decode(bytes);
  return placeAt(text, Math.max(0, text.indexOf('\uFFFD')));
}

function placeAt(text: string, offset: number) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
