import type { Finding, Rule } from '../../../base/rule.ts';
import type { KeepalivedSubject } from './subject.ts';

const KNOWN = new Set([
  '1111',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  'password',
  'passwd',
  'pass',
  'secret',
  'secret123',
  'admin',
  'test',
  'grr02',
  '42',
  'changeme',
  'keepalived',
  'keepaliv',
  'mypassword',
  'vrrp',
  'vrrppass',
]);

export const tutorialPassword: Rule<KeepalivedSubject> = {
  code: 'keepalived/tutorial-password',
  severity: 'info',
  title: 'Password copied from a tutorial',
  why: 'A password that stands in manuals is known to everybody: it neither keeps a stranger out nor tells two pairs on one network apart.',
  source: 'The samples of Keepalived and most tutorials use 1111, 1234 or secret',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap(({ authPassword }): readonly Finding[] => {
      if (authPassword === undefined || !KNOWN.has(authPassword.value.toLowerCase())) return [];
      return [
        {
          at: authPassword.at,
          message: `This password stands in manuals and tutorials: other pairs on the network use it too.`,
          remedy: 'choose eight random characters for this pair, the same on every node of it.',
        },
      ];
    }),
};
