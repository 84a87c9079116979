import type { Finding, Rule } from '../../../base/rule.ts';
import type { HaproxyMeaning, Section, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import { isLocalOnly } from './reachability.ts';
import type { HaproxySubject } from './subject.ts';

/** What tutorials and images write, in lower case. */
const KNOWN = new Set([
  '',
  '1234',
  '12345',
  '123456',
  '12345678',
  'admin',
  'admin123',
  'changeit',
  'changeme',
  'change_me',
  'default',
  'haproxy',
  'letmein',
  'mypassword',
  'mystats',
  'pass',
  'passw0rd',
  'password',
  'password123',
  'p@ssw0rd',
  'qwerty',
  'root',
  'secret',
  'securepass',
  'securepassword',
  'securestatspass',
  'stats',
  'statspass',
  'strongpassword',
  'test',
  'user',
  'yourpassword',
  'your_password',
  'yourstrongpassword',
]);

export const statsDefaultPassword: Rule<HaproxySubject> = {
  code: 'haproxy/stats-default-password',
  severity: 'error',
  title: 'A password that everybody knows',
  why: "Scanners try the names and passwords of tutorials first. Whoever gets in reads every server's address and state, and with `stats admin` takes them out.",
  source: 'the examples of public tutorials; CWE-1392 (use of default credentials)',
  // AdMiN123 is the password of HAProxy's own manual: a piece of it is no configuration of anybody.
  find: ({ haproxy }) =>
    haproxy.sections.flatMap((section) =>
      (section.byKeyword.get('stats') ?? [])
        .filter((statement) => isWhole(haproxy) || !/:AdMiN\d+$/.test(statement.args[1] ?? ''))
        .flatMap((statement) => findIn(statement, isLocal(haproxy, section))),
    ),
};

/** Only this machine can connect to what the section serves. */
function isLocal({ proxies }: HaproxyMeaning, { head }: Section): boolean {
  const binds = proxies.find((proxy) => proxy.head === head)?.binds ?? [];
  return binds.length > 0 && binds.every(({ addresses }) => addresses.every(isLocalOnly));
}

function findIn(statement: Statement, isHere: boolean): Finding[] {
  const [kind, credentials = ''] = statement.args;
  if (kind !== 'auth' || statement.words.some(({ hasVariable }) => hasVariable)) return [];
  const [user = '', ...rest] = credentials.split(':');
  const password = rest.join(':').toLowerCase();
  if (!KNOWN.has(password) && password !== user.toLowerCase()) return [];
  return [
    {
      at: spanOf(statement, 2, 2),
      ...(isHere && { severity: 'info' as const }),
      message: `The password of user "${user}" for the statistics page is one that tutorials use; scanners try it first.`,
      remedy:
        'choose a random password, keep it out of the file ("$STATS_PASSWORD"), or use a userlist with hashed passwords.',
    },
  ];
}
