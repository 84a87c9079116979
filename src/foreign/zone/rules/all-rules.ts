import type { Rule } from '../../../base/rule.ts';
import type { ZoneSubject } from './subject.ts';

/** Every rule about one zone file, sorted by name. */
export const ZONE_RULES: readonly Rule<ZoneSubject>[] = [];
