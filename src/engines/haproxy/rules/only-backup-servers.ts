import type { Finding, Rule } from '../../../base/rule.ts';
import { optionOf } from '../meaning/option-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const onlyBackupServers: Rule<HaproxySubject> = {
  code: 'haproxy/only-backup-servers',
  severity: 'warning',
  title: 'Every server of a backend is a backup',
  why: 'Without active servers only the first backup that is up is used: it alone carries the load that was meant for all of them.',
  source: 'configuration manual, 5.2 backup and 4.2 option allbackups',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap((proxy): Finding[] => {
      const { kind, name, servers } = proxy;
      const [first] = servers;
      if (first === undefined || servers.length < 2 || optionOf(proxy, 'allbackups') !== undefined) return [];
      const backups = servers.filter(
        ({ options, statement }) => options.has('backup') && !statement.isConditional,
      );
      if (backups.length < servers.length) return [];
      const backup = first.options.get('backup');
      return [
        {
          at:
            backup === undefined
              ? spanOf(first.statement, 0, 1)
              : spanOf(backup.statement, backup.index, backup.index),
          message: `All ${servers.length} servers of ${kind} ${name} are backups: only the first that is up, ${first.name}, gets traffic.`,
          remedy: 'delete "backup" where the server should share the load, or add "option allbackups".',
        },
      ];
    }),
};
