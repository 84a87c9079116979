import { quoteWord } from '../grammar/quote-word.ts';

/** A request line with headers as `http-check send` says it. */
export interface RequestText {
  readonly method: string;
  readonly uri: string;
  /** With what follows it in the same word: `HTTP/1.1\r\nHost: example.org`. */
  readonly version: string | undefined;
}

/**
 * The words behind `http-check` that send the same request. Undefined when a body or something else follows the
 * headers, or a header is no `name: value`.
 */
export function sendWords({ method, uri, version }: RequestText): string | undefined {
  const [first = '', ...rest] = (version ?? '').replace(/(?:\r\n|\n)+$/, '').split(/\r?\n/);
  const headers = rest.map((line) => /^([!#$%&'*+.^_`|~\w-]+):\s*(\S.*)$/.exec(line.trim()));
  const words = ['send', 'meth', quoteWord(method), 'uri', quoteWord(uri)];
  if (first !== '') words.push('ver', quoteWord(first));
  for (const header of headers) {
    if (header === null) return undefined;
    words.push('hdr', quoteWord(header[1] ?? ''), quoteWord(header[2] ?? ''));
  }
  return words.join(' ');
}
