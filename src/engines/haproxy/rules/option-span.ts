import type { Span } from '../../../base/text-range.ts';
import type { Option } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';

/** A keyword of a bind, server or default-server line with its values. */
export function optionSpan(option: Option): Span {
  return spanOf(option.statement, option.index, option.index + option.values.length);
}
