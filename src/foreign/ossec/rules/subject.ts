import type { LintContext } from '../../../engines/lint-context.ts';
import type { OssecSource } from '../grammar/source.ts';

export interface OssecSubject {
  readonly ossec: OssecSource;
  readonly context: LintContext;
}
