import { Fault } from '../../base/fault.ts';
import { SECRET_MARK, secretOfMark } from '../../engines/secret-mark.ts';
import { quoteFor, type SecretLookup } from '../../release/fill-secrets.ts';
import type { NodeFiles } from './node-texts.ts';

/** Words in which an engine may have quoted what stands in the files, with the values of their secrets as references again. */
export function hideValues(words: string, files: NodeFiles, lookUp: SecretLookup): string {
  let hidden = words;
  for (const { path, text } of files) {
    for (const [mark, kind = '', name = ''] of text.matchAll(SECRET_MARK)) {
      const value = lookUp(secretOfMark(kind, name));
      if (value === undefined || value === '') continue;
      hidden = hidden.replaceAll(quoteFor(path)(value), () => mark).replaceAll(value, () => mark);
    }
  }
  return hidden;
}

/** The same of all that a fault says; anything else is handed on as it is. */
export function hideInFault(error: unknown, files: NodeFiles, lookUp: SecretLookup): unknown {
  if (!(error instanceof Fault)) return error;
  const hide = (words: string) => hideValues(words, files, lookUp);
  const { code, message, remedy, evidence } = error;
  return new Fault(code, hide(message), remedy, hide(evidence));
}
