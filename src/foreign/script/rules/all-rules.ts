import type { Rule } from '../../../base/rule.ts';
import type { ScriptSubject } from './subject.ts';

/** Every rule about one script file, sorted by name. */
export const SCRIPT_RULES: readonly Rule<ScriptSubject>[] = [];
