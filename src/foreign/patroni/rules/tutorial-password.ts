import type { Rule } from '../../../base/rule.ts';
import type { PatroniSubject } from './subject.ts';

/** Of Patroni's own samples and of tutorials. */
const KNOWN = new Set([
  ...[
    'password',
    'passw0rd',
    'secret',
    'changeme',
    'admin',
    'postgres',
    'patroni',
    'replicator',
    'replication',
  ],
  ...['rep-pass', 'zalando', 'rewind_password', 'test', '123456', '12345678', 'pass', 'qwerty'],
]);

export const tutorialPassword: Rule<PatroniSubject> = {
  code: 'patroni/tutorial-password',
  severity: 'error',
  title: 'A password that everybody knows',
  why: 'The replication user may read the whole database, the superuser may do anything; these passwords are the first ones that are tried.',
  source: "Patroni's sample postgres0.yml; lists of common passwords",
  find({ patroni }) {
    return [...patroni.settings].flatMap(([key, { value, at }]) => {
      const parts = key.split('/');
      const user =
        value !== undefined && patroni.settings.get([...parts.slice(0, -1), 'username'].join('/'))?.value;
      if (parts.at(-1) !== 'password' || value === undefined) return [];
      if (!KNOWN.has(value.toLowerCase()) && value !== user) return [];
      return [
        {
          at,
          message: `The password${parts.length > 1 ? ` of ${parts.slice(0, -1).join('.')}` : ''}${typeof user === 'string' ? ` (user ${user})` : ''} is ${value === user ? "the user's name" : 'one of those in every tutorial'}.`,
          remedy:
            'choose a long random one, and give it to Patroni by its PATRONI_…_PASSWORD variable or a file that only postgres reads.',
        },
      ];
    });
  },
};
