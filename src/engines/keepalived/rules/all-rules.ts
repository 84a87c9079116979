import type { Rule } from '../../../base/rule.ts';
import type { KeepalivedSubject } from './subject.ts';

/** Every rule about one Keepalived, sorted by name. */
export const KEEPALIVED_RULES: readonly Rule<KeepalivedSubject>[] = [];
