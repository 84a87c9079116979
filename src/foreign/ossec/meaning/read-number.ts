import { HELPER_NUMBERS, type HelperNumber, type HelperNumberName } from './helper-options.ts';

/** What an option comes to: its figure, or why the cluster daemon does not start with it. */
export type ReadNumber =
  | { readonly value: number; readonly refusal: undefined }
  | { readonly value: undefined; readonly refusal: string };

/** As Python's `int` and `float` read a text: blanks around it, a sign and `_` between digits are fine. */
const INTEGER = /^\s*[+-]?\d+(?:_\d+)*\s*$/;
const FLOAT = /^\s*[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+)?\s*$/i;

/** @param text as it stands in the file; undefined = the option is not there */
export function readNumber(name: HelperNumberName, text: string | undefined): ReadNumber {
  const rule: HelperNumber = HELPER_NUMBERS[name];
  const isFraction = rule.isFraction === true;
  if (text === undefined) return { value: rule.fallback, refusal: undefined };
  if (text === '') return refused('is empty');
  const value = Number(text.replaceAll('_', ''));
  if (!(isFraction ? FLOAT : INTEGER).test(text))
    return refused(`is ${text.trim()}, which is no ${isFraction ? 'number' : 'whole number'}`);
  if (value < rule.least || value > rule.most || (isFraction && value === rule.least))
    return refused(`is ${text.trim()}, and ${rangeOf(rule)} is allowed`);
  return { value, refusal: undefined };
}

function refused(refusal: string): ReadNumber {
  return { value: undefined, refusal };
}

function rangeOf({ least, most, isFraction }: HelperNumber): string {
  if (isFraction === true) return `more than ${least} and at most ${most}`;
  return most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
}
