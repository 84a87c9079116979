import type { Rule } from '../../../base/rule.ts';
import type { SentinelSubject } from './subject.ts';

/** Every rule about one sentinel file, sorted by name. */
export const SENTINEL_RULES: readonly Rule<SentinelSubject>[] = [];
