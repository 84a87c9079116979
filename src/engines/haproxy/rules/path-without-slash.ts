import type { Finding, Rule } from '../../../base/rule.ts';
import type { Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { type AclFetch, aclFetches } from './reading/acl-fetches.ts';
import type { HaproxySubject } from './subject.ts';

export const pathWithoutSlash: Rule<HaproxySubject> = {
  code: 'haproxy/path-without-slash',
  severity: 'warning',
  title: 'A path is compared without its leading slash',
  why: 'A path begins with a slash, so the comparison never holds: the route is not taken, or the ban does not happen.',
  source:
    'measured: haproxy 2.6 -c, -dW and -dD accept it silently and never match; configuration manual, 7.3.6 path',
  find: ({ haproxy }) => haproxy.proxies.flatMap((proxy) => aclFetches(proxy).flatMap(check)),
};

const COMPARES_BEGINNING: ReadonlySet<string> = new Set(['path', 'path_beg']);
const FLAGS_WITH_VALUE: ReadonlySet<string> = new Set(['-f', '-M', '-m', '-u']);

function check({ statement, at, end }: AclFetch): Finding[] {
  if (!COMPARES_BEGINNING.has(statement.words[at]?.value ?? '')) return [];
  return patterns(statement, at + 1, end).map((index) => {
    const pattern = statement.words[index]?.value ?? '';
    return {
      at: spanOf(statement, index, index),
      message: `No path begins with "${pattern}": every path begins with a slash, so this never holds.`,
      remedy: `write /${pattern}, or path_sub if it may stand anywhere in the path.`,
    };
  });
}

/** Indices of the patterns in words from..end that have no slash at the beginning; none if a flag changes the way of comparing. */
function patterns({ words }: Statement, from: number, end: number): number[] {
  const found: number[] = [];
  let isBehindFlags = false;
  for (let index = from; index < end; index += 1) {
    const { value = '', hasVariable = false } = words[index] ?? {};
    if (!isBehindFlags && value === '-m' && !/^(?:beg|str)$/.test(words[index + 1]?.value ?? '')) return [];
    if (!isBehindFlags && value === '--') isBehindFlags = true;
    else if (!isBehindFlags && FLAGS_WITH_VALUE.has(value)) index += 1;
    else if (!isBehindFlags && /^-[a-z]$/.test(value)) continue;
    else if (value !== '' && !value.startsWith('/') && value !== '*' && !hasVariable) found.push(index);
  }
  return found;
}
