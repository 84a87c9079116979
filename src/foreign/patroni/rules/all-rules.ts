import type { Rule } from '../../../base/rule.ts';
import type { PatroniSubject } from './subject.ts';

/** Every rule about one patroni file, sorted by name. */
export const PATRONI_RULES: readonly Rule<PatroniSubject>[] = [];
