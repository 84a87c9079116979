import type { Edit, Finding, Rule } from '../../../base/rule.ts';
import type { EngineVersion } from '../../lint-context.ts';
import type { Section, Statement } from '../meaning/meaning.ts';
import { lineSpanOf, spanOf } from '../meaning/span-of.ts';
import { isAtLeast } from './reading/is-at-least.ts';
import { REMOVED_KEYWORDS, type RemovedKeyword } from './reading/removed-keywords.ts';
import type { HaproxySubject } from './subject.ts';

/** The oldest release that is still met; what it lacks, all lack. */
const OLDEST: EngineVersion = { major: 2, minor: 4, patch: undefined };

export const removedKeyword: Rule<HaproxySubject> = {
  code: 'haproxy/removed-keyword',
  severity: 'error',
  title: 'A keyword that HAProxy no longer has',
  why: 'HAProxy refuses the file: after an update of the package, the restart does not come up again.',
  source: 'measured: haproxy 2.6 -c answers "not supported anymore since HAProxy 2.1" and the like',
  find: ({ haproxy, context }) =>
    haproxy.sections.flatMap((section) =>
      [section.head, ...section.statements].flatMap((line) => check(section, line, context.haproxy)),
    ),
};

function check(section: Section, statement: Statement, version: EngineVersion | undefined): Finding[] {
  const { keyword, args, isConditional } = statement;
  const removed = REMOVED_KEYWORDS.get(
    keyword === 'option' || keyword === 'mode' ? `${keyword} ${args[0] ?? ''}` : keyword,
  );
  if (removed === undefined || isConditional || !standsHere(section, statement, removed)) return [];
  const isGone = isAtLeast(version ?? OLDEST, removed.since);
  if (!isGone && version !== undefined) return [];
  const count = removed.words.split(' ').length;
  const at = spanOf(statement, 0, count - 1 + (statement.modifier === undefined ? 0 : 1));
  const since = removed.since.join('.');
  const [fix] = isGone ? fixesOf(statement, removed) : [];
  return [
    {
      at,
      severity: isGone ? 'error' : 'info',
      message: isGone
        ? `HAProxy has no "${removed.words}" since ${since}: it refuses the file.`
        : `From HAProxy ${since} on, "${removed.words}" does not exist and the file is refused.`,
      remedy: `write ${removed.instead} instead.`,
      ...(fix === undefined ? {} : { fix: [fix] }),
    },
  ];
}

/** `grace` of a proxy is gone, that of the global section is not; `program` is a section. */
function standsHere({ kind, head }: Section, statement: Statement, { words }: RemovedKeyword): boolean {
  if (words === 'program') return statement === head;
  if (statement === head) return false;
  if (words === 'nbproc') return kind === 'global';
  return kind === 'defaults' || kind === 'frontend' || kind === 'backend' || kind === 'listen';
}

function fixesOf(statement: Statement, { fix, words }: RemovedKeyword): Edit[] {
  if (fix === undefined || (statement.modifier !== undefined && fix !== '')) return [];
  if (fix === '') return [{ span: lineSpanOf(statement), text: '' }];
  return [{ span: spanOf(statement, 0, words.split(' ').length - 1), text: fix }];
}
