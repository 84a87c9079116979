import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const runsAsRoot: Rule<HaproxySubject> = {
  code: 'haproxy/runs-as-root',
  severity: 'warning',
  title: 'HAProxy keeps the rights of root',
  why: 'A flaw in the code that reads requests then gives an attacker the whole host, and a chroot does not hold root.',
  source:
    'configuration manual, 3.1 chroot ("must … be started with superuser privileges … and drop them"), user, group',
  find: ({ haproxy: { globals } }): Finding[] => {
    const linesOf = (keyword: string) => globals.flatMap(({ byKeyword }) => byKeyword.get(keyword) ?? []);
    const users = [...linesOf('user'), ...linesOf('uid')];
    const root = users.find(
      ({ args, keyword, isConditional }) => !isConditional && args[0] === (keyword === 'user' ? 'root' : '0'),
    );
    const remedy = 'write "user haproxy" and "group haproxy" in the global section.';
    if (root !== undefined)
      return [{ at: spanOf(root), message: 'HAProxy keeps running as root after its start.', remedy }];
    const chroot = linesOf('chroot').find(({ isConditional }) => !isConditional);
    if (chroot === undefined || users.length > 0) return [];
    return [
      {
        at: spanOf(chroot),
        message:
          'chroot needs root, and no user or uid line gives the rights up: HAProxy keeps running as root, who can leave a chroot.',
        remedy,
      },
    ];
  },
};
