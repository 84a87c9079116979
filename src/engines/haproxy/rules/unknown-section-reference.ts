import type { Finding, Rule } from '../../../base/rule.ts';
import type { HaproxyMeaning, Section, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const unknownSectionReference: Rule<HaproxySubject> = {
  code: 'haproxy/unknown-section-reference',
  severity: 'error',
  title: 'A section is named that does not exist',
  why: 'HAProxy refuses the file: a restart does not come up again, and a reload keeps the old configuration.',
  source:
    'measured: haproxy 2.6 -c answers "unable to find required resolvers", "sync peers", "userlist", "cache"',
  find: ({ haproxy }) => {
    if (!isWhole(haproxy)) return [];
    const names = namesByKind(haproxy);
    const sections = [...haproxy.proxies, ...haproxy.sections.filter(({ kind }) => kind === 'defaults')];
    return sections.flatMap((section) =>
      referencesIn(section).flatMap(({ kind, index, statement, name }): Finding[] => {
        if (names.get(kind)?.has(name) || statement.words[index]?.hasVariable) return [];
        return [
          {
            at: spanOf(statement, index, index),
            message: `There is no ${kind} section ${name}: HAProxy refuses the file.`,
            remedy: `add "${kind} ${name}", or name a section that exists.`,
          },
        ];
      }),
    );
  },
};

interface SectionReference {
  readonly kind: string;
  readonly name: string;
  readonly statement: Statement;
  /** Index in `statement.words` of the word that names it. */
  readonly index: number;
}

/** A `peers` section is also a table's host in `track-sc0 … table PEERS/TABLE`; those are not looked at. */
function namesByKind({ sections }: HaproxyMeaning): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { kind, name } of sections) {
    const same = names.get(kind);
    if (same === undefined) names.set(kind, new Set(name === undefined ? [] : [name]));
    else if (name !== undefined) same.add(name);
  }
  // HAProxy 2.8 makes this one itself (configuration manual, 5.3.2).
  names.set('resolvers', (names.get('resolvers') ?? new Set()).add('default'));
  return names;
}

function referencesIn(section: Section): SectionReference[] {
  return [section.head, ...section.statements].flatMap((statement): SectionReference[] => {
    const { keyword, args } = statement;
    if (statement === section.head)
      return section.kind === 'defaults' ? [] : behind(statement, 'from', 'defaults');
    if (keyword === 'server' || keyword === 'default-server' || keyword === 'server-template')
      return behind(statement, 'resolvers', 'resolvers');
    if (keyword === 'stick-table') return behind(statement, 'peers', 'peers');
    if (
      (keyword === 'http-request' || keyword === 'http-response') &&
      /^cache-(use|store)$/.test(args[0] ?? '')
    )
      return named('cache', args[1], statement, 2);
    return userlists(statement);
  });
}

function behind(statement: Statement, word: string, kind: string): SectionReference[] {
  const index = statement.words.findIndex(({ value }, at) => at > 1 && value === word);
  return index < 0 ? [] : named(kind, statement.words[index + 1]?.value, statement, index + 1);
}

const HTTP_AUTH = /^http_auth(?:_group)?\(([^(),\s]+)\)/;

function userlists(statement: Statement): SectionReference[] {
  if (!statement.words.some(({ value }) => value.startsWith('http_auth'))) return [];
  return statement.words.flatMap(({ value }, index) =>
    named('userlist', HTTP_AUTH.exec(value)?.[1], statement, index),
  );
}

function named(
  kind: string,
  name: string | undefined,
  statement: Statement,
  index: number,
): SectionReference[] {
  return name === undefined || name === '' ? [] : [{ kind, name, statement, index }];
}
