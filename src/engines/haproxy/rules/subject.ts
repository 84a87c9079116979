import type { LintContext } from '../../lint-context.ts';
import type { HaproxyMeaning } from '../meaning/meaning.ts';

/** What a rule of HAProxy looks at: the files of one HAProxy, and what is known of the surroundings. */
export interface HaproxySubject {
  readonly haproxy: HaproxyMeaning;
  readonly context: LintContext;
}
