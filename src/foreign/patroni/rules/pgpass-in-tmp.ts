import type { Rule } from '../../../base/rule.ts';
import type { PatroniSubject } from './subject.ts';

export const pgpassInTmp: Rule<PatroniSubject> = {
  code: 'patroni/pgpass-in-tmp',
  severity: 'warning',
  title: "Replication's password file is in /tmp",
  why: 'In a directory where everybody may write, another user can put the file there first and read the replication password; cleaners of /tmp delete it, and a restarted replica cannot log in.',
  source: 'Patroni documentation, "YAML Configuration Settings": postgresql.pgpass; tmpfiles.d(5)',
  find({ patroni }) {
    const setting = patroni.settings.get('postgresql/pgpass');
    if (setting?.value === undefined || !/^\/(?:var\/)?tmp\//.test(setting.value)) return [];
    return [
      {
        at: setting.at,
        message: `${setting.value} holds the replication password in a directory where every user may write and cleaners delete.`,
        remedy:
          'put it below the home of the user postgres, for example /var/lib/postgresql/.pgpass_patroni.',
      },
    ];
  },
};
