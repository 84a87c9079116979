import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../base/problem.ts';
import { formatSpec } from '../spec/format-spec.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { NATIVE_LANGUAGES, type NativeLanguage } from './native-languages.ts';

export type Formatted =
  | { readonly text: string }
  /** It is left alone, and why. */
  | { readonly problems: readonly Problem[]; readonly reason: string };

/** A native file laid out anew; one that its engine would refuse is left alone. */
export function formatNative(language: NativeLanguage, text: string, path: string): Formatted {
  const parse = NATIVE_LANGUAGES[language];
  const before = parse(text, path);
  if (before.problems.length > 0) return { problems: before.problems, reason: 'it has problems' };
  const formatted = before.formatted();
  const after = parse(formatted, path);
  // Such as the text of another language between the braces: what cannot be laid out without a change stays as it is.
  if (after.problems.length > 0 || !isDeepStrictEqual(after.tokens(), before.tokens()))
    return { problems: [], reason: 'laying it out would change what it says' };
  return { text: formatted };
}

/** A spec laid out anew; one with errors is left alone. */
export function formatSpecFile(bytes: Buffer, path: string): Formatted {
  const { spec, problems } = parseSpec(bytes, path, { allowRaw: true });
  if (spec === undefined)
    return { problems: problems.filter(({ severity }) => severity === 'error'), reason: 'it has errors' };
  const text = formatSpec(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  return text === undefined
    ? { problems: [], reason: 'it cannot be laid out anew without moving a comment or changing a value' }
    : { text };
}
