import type { Rule } from '../../../base/rule.ts';
import type { PatroniSubject } from './subject.ts';

/** Sections that mean nothing when they are empty, each with keys that only it has. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  restapi: ['listen', 'connect_address'],
  postgresql: ['listen', 'data_dir', 'pgpass', 'authentication'],
  bootstrap: ['dcs', 'initdb'],
  etcd: ['hosts', 'host'],
  etcd3: ['hosts', 'host'],
};

export const emptySection: Rule<PatroniSubject> = {
  code: 'patroni/empty-section',
  severity: 'error',
  title: 'A section is empty, its settings beside it',
  why: 'A file that was copied from a page that had lost its indentation is still YAML, but Patroni finds nothing in the section and does not start, or runs with its defaults.',
  source: 'Patroni documentation, "YAML Configuration Settings"',
  find({ patroni }) {
    return Object.entries(SECTIONS).flatMap(([section, keys]) => {
      const setting = patroni.settings.get(section);
      const isEmpty = setting?.value === undefined && !hasInside(patroni.settings.keys(), section);
      const beside = keys.find((key) => patroni.settings.has(key));
      if (setting === undefined || !isEmpty || beside === undefined) return [];
      return [
        {
          at: setting.at,
          message: `${section} is empty, and ${beside} stands on the same level: the indentation is lost, and Patroni reads nothing of the section.`,
          remedy: `indent the settings of ${section} by two blanks.`,
        },
      ];
    });
  },
};

function hasInside(keys: Iterable<string>, section: string): boolean {
  for (const key of keys) if (key.startsWith(`${section}/`)) return true;
  return false;
}
