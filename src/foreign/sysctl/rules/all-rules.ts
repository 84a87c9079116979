import type { Rule } from '../../../base/rule.ts';
import { nonlocalBindOff } from './nonlocal-bind-off.ts';
import type { SysctlSubject } from './subject.ts';
import { tcpTwRecycle } from './tcp-tw-recycle.ts';

/** Every rule about one sysctl.conf, sorted by name. */
export const SYSCTL_RULES: readonly Rule<SysctlSubject>[] = [nonlocalBindOff, tcpTwRecycle];
