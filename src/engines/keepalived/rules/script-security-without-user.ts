import type { Rule } from '../../../base/rule.ts';
import { entrySpan } from '../grammar/word-span.ts';
import { isKnown } from '../meaning/entries.ts';
import { globalOf, isGlobalKnown } from '../meaning/in-force.ts';
import type { KeepalivedSubject } from './subject.ts';

export const scriptSecurityWithoutUser: Rule<KeepalivedSubject> = {
  code: 'keepalived/script-security-without-user',
  severity: 'warning',
  title: 'No user to run scripts as',
  why: 'With enable_script_security and without script_user Keepalived looks for a user keepalived_script; where there is none it removes the check and starts, so that a failing service keeps the VIP.',
  source:
    'measured with 2.2.7 on Debian 12: script "/bin/false" and the node became MASTER; keepalived -t: "Unable to set default user for vrrp script … - removing"; acassen/keepalived#2184',
  find: ({ keepalived }) => {
    const setting = globalOf(keepalived, 'enable_script_security');
    const [globals] = keepalived.globals;
    if (setting === undefined || globals === undefined) return [];
    if (!isGlobalKnown(keepalived, 'script_user') || globalOf(keepalived, 'script_user') !== undefined)
      return [];
    const scripts = keepalived.scripts.filter(
      (script) => script.user === undefined && isKnown(script, 'user'),
    );
    const names = scripts.map(({ name }) => name);
    if (names.length === 0) return [];
    return [
      {
        at: entrySpan(globals.path, setting),
        message: `Nothing says which user shall run ${names.join(', ')}: Keepalived looks for keepalived_script, and where that user does not exist (Debian and Ubuntu make none) it removes the script and starts, so that the VIP stays on a node whose service fails.`,
        remedy:
          'write "script_user keepalived_script" below it, and create that user: useradd -r -s /usr/sbin/nologin keepalived_script.',
      },
    ];
  },
};
