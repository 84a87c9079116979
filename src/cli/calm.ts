import { printable } from '../lint/formats/excerpt.ts';

/** The same value, in whose texts nothing steers a terminal: what nodes say may have come from a server or a stranger. */
export function calm<Value>(value: Value): Value {
  if (typeof value === 'string') return printable(value) as Value;
  if (Array.isArray(value)) return value.map(calm) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [printable(key), calm(item)]),
  ) as Value;
}
