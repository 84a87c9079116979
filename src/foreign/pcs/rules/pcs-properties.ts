import type { Span } from '../../../base/text-range.ts';
import type { PcsSource } from '../grammar/source.ts';

export interface PcsProperty {
  readonly value: string;
  /** From the name to the value. */
  readonly at: Span;
}

/** What `pcs property set` leaves in force for a property: the last value; undefined = not set here. */
export function pcsProperty(source: PcsSource, name: string): PcsProperty | undefined {
  let found: PcsProperty | undefined;
  for (const { words } of source.commands) {
    const [subject, verb, ...rest] = words;
    if (subject?.value !== 'property') continue;
    for (const { value, at } of rest) {
      if (verb?.value === 'set' && value.startsWith(`${name}=`)) {
        found = { value: value.slice(name.length + 1).toLowerCase(), at };
        if (found.value === '') found = undefined;
      }
      if (verb?.value === 'unset' && value === name) found = undefined;
    }
  }
  return found;
}

/** Pacemaker's words for a yes. */
export function isYes(value: string): boolean {
  return ['true', 'on', 'yes', 'y', '1'].includes(value);
}
