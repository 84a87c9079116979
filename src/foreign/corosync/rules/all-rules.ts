import type { Rule } from '../../../base/rule.ts';
import type { CorosyncSubject } from './subject.ts';

/** Every rule about one corosync file, sorted by name. */
export const COROSYNC_RULES: readonly Rule<CorosyncSubject>[] = [];
