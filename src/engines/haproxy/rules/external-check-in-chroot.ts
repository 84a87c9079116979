import type { Finding, Rule } from '../../../base/rule.ts';
import { optionOf } from '../meaning/option-of.ts';
import { settingOf } from '../meaning/setting-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const externalCheckInChroot: Rule<HaproxySubject> = {
  code: 'haproxy/external-check-in-chroot',
  severity: 'warning',
  title: 'A check program runs inside an empty chroot',
  why: 'After chroot the program and its libraries are looked for below the new root: if they are not copied there, every check fails and HAProxy takes all servers down.',
  source:
    'measured: haproxy 2.6 with chroot: "Failed to exec process for external health check: No such file or directory", all servers DOWN',
  find: ({ haproxy }) => {
    const chroot = haproxy.globals.flatMap(({ byKeyword }) => byKeyword.get('chroot') ?? []).at(-1);
    if (chroot === undefined || chroot.isConditional || chroot.args[0] === '/') return [];
    const told = new Set<unknown>();
    return haproxy.proxies.flatMap((proxy): Finding[] => {
      if (optionOf(proxy, 'external-check') === undefined) return [];
      const command = settingOf(proxy, 'external-check');
      if (command?.args[0] !== 'command' || command.isConditional || told.has(command)) return [];
      told.add(command);
      return [
        {
          at: spanOf(command),
          message: `HAProxy looks for ${command.args[1] ?? ''} below ${chroot.args[0] ?? ''} (chroot, line ${chroot.line}): unless it and all that it needs are there, all servers of ${proxy.kind} ${proxy.name} are taken down.`,
          remedy:
            'use http-check or tcp-check rules, or copy the program with its interpreter and libraries below the chroot.',
        },
      ];
    });
  },
};
