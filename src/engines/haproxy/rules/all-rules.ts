import type { Rule } from '../../../base/rule.ts';
import type { HaproxySubject } from './subject.ts';

/** Every rule about one Haproxy, sorted by name. */
export const HAPROXY_RULES: readonly Rule<HaproxySubject>[] = [];
