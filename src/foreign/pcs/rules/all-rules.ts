import type { Rule } from '../../../base/rule.ts';
import type { PcsSubject } from './subject.ts';

/** Every rule about one pcs file, sorted by name. */
export const PCS_RULES: readonly Rule<PcsSubject>[] = [];
