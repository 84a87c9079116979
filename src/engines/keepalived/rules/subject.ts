import type { LintContext } from '../../lint-context.ts';
import type { KeepalivedMeaning } from '../meaning/meaning.ts';

/** What a rule of Keepalived looks at: the files of one Keepalived, and what is known of the surroundings. */
export interface KeepalivedSubject {
  readonly keepalived: KeepalivedMeaning;
  readonly context: LintContext;
}
