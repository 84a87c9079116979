import type { Finding, Rule } from '../../../base/rule.ts';
import type { HaproxyMeaning, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

const KEYWORDS = [
  'ssl-default-bind-ciphers',
  'ssl-default-server-ciphers',
  'ssl-default-bind-ciphersuites',
  'ssl-default-server-ciphersuites',
];

export const distroCipherString: Rule<HaproxySubject> = {
  code: 'haproxy/distro-cipher-string',
  severity: 'info',
  title: 'A cipher list only Red Hat knows',
  why: '`PROFILE=SYSTEM` is a word of the OpenSSL of Fedora and Red Hat. On Debian, Ubuntu, Arch or Alpine HAProxy finds no cipher in it and does not start.',
  source: 'haproxy -c on Debian 12: "unable to set SSL cipher list to \'PROFILE=SYSTEM\'"',
  find: ({ haproxy }) => {
    const findings = haproxy.globals.flatMap(({ byKeyword }) =>
      KEYWORDS.flatMap((keyword) => (byKeyword.get(keyword) ?? []).flatMap(findIn)),
    );
    return findings.length > 0 && isRedHat(haproxy) ? [] : findings;
  },
};

function findIn(statement: Statement): Finding[] {
  const [list = ''] = statement.args;
  if (statement.isConditional || !list.startsWith('PROFILE=')) return [];
  return [
    {
      at: spanOf(statement, 1, 1),
      message: `\`${list}\` means something on Fedora and Red Hat only: elsewhere HAProxy finds no cipher in it and does not start.`,
      remedy: "remove the line (OpenSSL's own default is good), or list the ciphers.",
    },
  ];
}

/** Files under /etc/pki are named: this is such a system. */
function isRedHat({ sources }: HaproxyMeaning): boolean {
  return sources.some(({ lines }) =>
    lines.some(({ words }) => words.some(({ value }) => value.includes('/etc/pki/'))),
  );
}
