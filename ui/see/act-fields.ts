import type { ActFields, Action } from '../state/act.ts';
import { clockWords } from './time-words.ts';

/** For how long something is wanted: in words, in milliseconds, and as the command line has it. */
export const SPANS: readonly (readonly [label: string, ms: number | undefined, word: string])[] = [
  ['until it is taken back', undefined, ''],
  ['15 minutes', 900_000, '15m'],
  ['1 hour', 3_600_000, '1h'],
  ['2 hours', 7_200_000, '2h'],
  ['8 hours', 28_800_000, '8h'],
];

export const NO_FIELDS: ActFields = { reason: '', forMs: undefined, weight: null };

export function readFields(form: Pick<FormData, 'get'>): ActFields {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const weight = text('weight');
  return {
    reason: text('reason'),
    forMs: SPANS[Number(text('for'))]?.[1],
    weight: weight === '' ? null : Number(weight),
  };
}

/** What was filled in, as it follows the command. */
export function wordsOf(fields: NonNullable<Action['fields']>, { reason, forMs, weight }: ActFields): string {
  const span = SPANS.find(([, ms]) => ms === forMs)?.[2] ?? '';
  return [
    fields.includes('weight') ? ` ${weight ?? 'spec'}` : '',
    reason === '' ? '' : ` --reason '${reason.replaceAll("'", String.raw`'\''`)}'`,
    span === '' ? '' : ` --for ${span}`,
  ].join('');
}

/** `until 18:40:05, 16:40:05 UTC`; empty = it has no end. */
export function endWords({ forMs }: ActFields, nowMs: number): string {
  if (forMs === undefined) return '';
  const at = nowMs + forMs;
  return `until ${clockWords(at, nowMs, 'local')}, ${clockWords(at, nowMs, 'UTC')} UTC`;
}
