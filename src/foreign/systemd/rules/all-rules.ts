import type { Rule } from '../../../base/rule.ts';
import type { SystemdSubject } from './subject.ts';

/** Every rule about one systemd file, sorted by name. */
export const SYSTEMD_RULES: readonly Rule<SystemdSubject>[] = [];
