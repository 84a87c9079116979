import type { Finding, Rule } from '../../../base/rule.ts';
import { globalOf, isGlobalKnown } from '../meaning/in-force.ts';
import type { KeepalivedSubject } from './subject.ts';

/** Where users may write by design. */
const OTHERS_WRITE = /^\/(?:tmp|var\/tmp|dev\/shm|home)\//;

export const noScriptSecurity: Rule<KeepalivedSubject> = {
  code: 'keepalived/no-script-security',
  severity: 'info',
  title: 'Nobody checks who may change the scripts',
  why: 'Keepalived runs as root. Without enable_script_security it runs a script that others may overwrite, and so does what they like.',
  source:
    'keepalived -t ends with 6: "SECURITY VIOLATION - scripts are being executed but script_security not enabled."',
  find: ({ keepalived }) => {
    const isSaid = globalOf(keepalived, 'enable_script_security') !== undefined;
    if (isSaid || !isGlobalKnown(keepalived, 'enable_script_security')) return [];
    return keepalived.scripts.flatMap(({ command, name }): readonly Finding[] => {
      if (command === undefined) return [];
      const isOpenToAll = OTHERS_WRITE.test(command.value);
      const where = isOpenToAll ? ` stands where ordinary users may write, and` : '';
      return [
        {
          at: command.at,
          message: `The script of ${name}${where} is run without a check of who may change it: enable_script_security is not set.`,
          remedy:
            'Write "enable_script_security" and "script_user keepalived_script" into global_defs, and create that user.',
          ...(isOpenToAll ? { severity: 'error' as const } : {}),
        },
      ];
    });
  },
};
