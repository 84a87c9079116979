import type { LintContext } from '../../lint-context.ts';
import type { NginxSource } from '../grammar/source.ts';

/** What a rule of nginx looks at: one configuration with what it includes. */
export interface NginxSubject {
  readonly nginx: NginxSource;
  readonly context: LintContext;
}
