import type { Finding, Rule } from '../../../base/rule.ts';
import type { Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const hostMatchCase: Rule<HaproxySubject> = {
  code: 'haproxy/host-match-case',
  severity: 'info',
  title: 'A host name is compared with upper and lower case',
  why: 'Host names have no case, but clients may send any: such a request goes to the wrong backend, or a rule that should hold does not.',
  source: 'RFC 9110, 4.2.3; configuration manual, 7.1 flag -i',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap(({ statements }) => statements.flatMap((statement) => check(statement))),
};

const HOST = /^(?:req\.|s?)?hdr(?:_beg|_end|_dom|_str|_sub|_dir)?\(host\)(?:,host_only)?$/i;

function check(statement: Statement): Finding[] {
  const { words, keyword } = statement;
  return words.flatMap(({ value }, at): Finding[] => {
    const isFetch = keyword === 'acl' ? at === 2 : words[at - 1]?.value === '{';
    if (!isFetch || !HOST.test(value)) return [];
    const close = words.findIndex((word, index) => index > at && word.value === '}');
    const behind = words
      .slice(at + 1, keyword === 'acl' || close < 0 ? words.length : close)
      .map((word) => word.value);
    // Other ways of comparing (-m found, -m reg, -m len) and no pattern at all are left alone.
    if (behind.length === 0 || behind.includes('-i') || behind.includes('-m')) return [];
    // Without letters there is no case.
    if (!behind.some((pattern) => /[a-z]/i.test(pattern) && !pattern.startsWith('-'))) return [];
    const place = spanOf(statement, at, at);
    return [
      {
        at: place,
        message: `The host is compared with case: a request for ${behind.at(-1)?.toUpperCase() ?? ''} does not match.`,
        remedy: 'add -i behind the fetch.',
        fix: [{ span: { ...place, column: place.endColumn }, text: ' -i' }],
      },
    ];
  });
}
