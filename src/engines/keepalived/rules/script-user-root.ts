import type { Finding, Rule } from '../../../base/rule.ts';
import type { Span } from '../../../base/text-range.ts';
import { wordSpan } from '../grammar/word-span.ts';
import { globalOf } from '../meaning/in-force.ts';
import type { KeepalivedSubject } from './subject.ts';

export const scriptUserRoot: Rule<KeepalivedSubject> = {
  code: 'keepalived/script-user-root',
  severity: 'info',
  title: 'Checks run as root',
  why: 'A check that fetches a URL as root gives whoever answers it, or may change the script, the whole node.',
  source: 'keepalived.conf(5), script_user; least privilege',
  find: ({ keepalived }) => {
    const setting = globalOf(keepalived, 'script_user');
    const word = setting?.words[1];
    const [globals] = keepalived.globals;
    const isUsed = keepalived.scripts.some(({ user }) => user === undefined);
    return [
      ...(word?.value === 'root' && globals !== undefined && isUsed
        ? [finding(wordSpan(globals.path, word))]
        : []),
      ...keepalived.scripts.flatMap(({ user }) => (user?.value === 'root' ? [finding(user.at)] : [])),
    ];
  },
};

function finding(at: Span): Finding {
  return {
    at,
    message: 'Scripts run as root here, though a check seldom needs it.',
    remedy: 'create a user for them (useradd -r -s /usr/sbin/nologin keepalived_script) and name it here.',
  };
}
