import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { type AclFetch, aclFetches } from './reading/acl-fetches.ts';
import type { HaproxySubject } from './subject.ts';

export const hostMatchCase: Rule<HaproxySubject> = {
  code: 'haproxy/host-match-case',
  severity: 'info',
  title: 'A host name is compared with case',
  why: 'Host names have no case, but clients may send any: such a request goes to the wrong backend, or a rule that should hold does not.',
  source: 'RFC 9110, 4.2.3; configuration manual, 7.1 flag -i',
  find: ({ haproxy }) => haproxy.proxies.flatMap((proxy) => aclFetches(proxy).flatMap(check)),
};

const HOST = /^(?:req\.|s?)?hdr(?:_beg|_end|_dom|_str|_sub|_dir)?\(host\)(?:,host_only)?$/i;

function check({ statement, at, end }: AclFetch): Finding[] {
  if (!HOST.test(statement.words[at]?.value ?? '')) return [];
  const behind = statement.words.slice(at + 1, end).map(({ value }) => value);
  // Other ways of comparing (-m found, -m reg, -m len) and no pattern at all are left alone.
  if (behind.includes('-i') || behind.includes('-m')) return [];
  const pattern = behind.findLast((value) => !value.startsWith('-') && /[a-z]/i.test(value));
  if (pattern === undefined) return [];
  const place = spanOf(statement, at, at);
  return [
    {
      at: place,
      message: `The host is compared with case: a request for ${pattern.toUpperCase()} does not match.`,
      remedy: 'add -i behind the fetch.',
      fix: [{ span: { ...place, column: place.endColumn }, text: ' -i' }],
    },
  ];
}
