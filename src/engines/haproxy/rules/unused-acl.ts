import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const unusedAcl: Rule<HaproxySubject> = {
  code: 'haproxy/unused-acl',
  severity: 'info',
  title: 'An acl is defined and never used',
  why: 'What it was meant to allow, forbid or route does not happen; often the rule below it has another name.',
  source: 'measured: haproxy 2.6 -c, -dW and -dD accept it silently',
  find: ({ haproxy }) => (isWhole(haproxy) ? haproxy.proxies.flatMap(unusedIn) : []),
};

function unusedIn({ kind, name: proxy, byKeyword, statements }: Proxy): Finding[] {
  const acls = byKeyword.get('acl');
  if (acls === undefined) return [];
  const words = new Set<string>();
  for (const { keyword, words: all } of statements) {
    if (keyword === 'acl') continue;
    for (const { value } of all) words.add(value.replace(/^!+/, ''));
  }
  const told = new Set<string>();
  return acls.flatMap((acl): Finding[] => {
    const [name = ''] = acl.args;
    if (name === '' || words.has(name) || told.has(name)) return [];
    told.add(name);
    return [
      {
        at: spanOf(acl, 1, 1),
        message: `No rule of ${kind} ${proxy} uses the acl ${name}.`,
        remedy: 'use it in a rule, or delete it.',
      },
    ];
  });
}
