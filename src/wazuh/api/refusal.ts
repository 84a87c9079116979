import type { Fault } from '../../base/fault.ts';
import { refusalAnswer } from './answers.ts';
import { forbidden, unexpectedAnswer } from './api-faults.ts';
import type { Call } from './call.ts';
import type { Received } from './exchange.ts';
import { plainWords } from './plain-words.ts';
import { readJson } from './read-json.ts';

/** Why an answer is no success. `passes`: it is this URL's trouble, or this moment's; asked elsewhere or later it may do. */
export type Refusal =
  | { readonly is: 'too-many' }
  | { readonly is: 'not-logged-in' }
  | { readonly is: 'passes'; readonly why: string }
  | { readonly is: 'final'; readonly fault: Fault };

/** undefined = it was done. */
export function refusalOf(call: Call, { status, text }: Received): Refusal | undefined {
  if (status === 200) return undefined;
  if (status === 429) return { is: 'too-many' };
  if (status === 401) return { is: 'not-logged-in' };
  const words = sayRefusal({ status, text });
  if (status >= 500) return { is: 'passes', why: words };
  if (status === 403) return { is: 'final', fault: forbidden(call.does, call.action, words) };
  return { is: 'final', fault: unexpectedAnswer(call.does, words) };
}

/** In a few words, with the API's own number: 3021, the cluster took longer than 10 s, is the one that is seen. */
export function sayRefusal({ status, text }: Received): string {
  const read = readJson(refusalAnswer, text);
  const { detail, code, error } = 'value' in read ? read.value : {};
  const number = code ?? error;
  const numbered = `HTTP ${status}${number === undefined ? '' : `, error ${number}`}`;
  return plainWords(typeof detail === 'string' ? `${numbered}: ${detail}` : numbered);
}
