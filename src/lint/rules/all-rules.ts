import type { Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';

/** Every rule that looks across files and nodes, sorted by name. */
export const SITE_RULES: readonly Rule<LintSite>[] = [];
