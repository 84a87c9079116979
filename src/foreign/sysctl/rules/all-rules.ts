import type { Rule } from '../../../base/rule.ts';
import type { SysctlSubject } from './subject.ts';

/** Every rule about one sysctl file, sorted by name. */
export const SYSCTL_RULES: readonly Rule<SysctlSubject>[] = [];
