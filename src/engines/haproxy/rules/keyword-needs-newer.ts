import type { Finding, Rule } from '../../../base/rule.ts';
import type { Section, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isAtLeast, type Release } from './reading/is-at-least.ts';
import { NEWER_LINES, NEWER_SECTIONS, NEWER_SERVER_OPTIONS } from './reading/newer-keywords.ts';
import type { HaproxySubject } from './subject.ts';

export const keywordNeedsNewer: Rule<HaproxySubject> = {
  code: 'haproxy/keyword-needs-newer',
  severity: 'error',
  title: 'A keyword newer than this HAProxy',
  why: 'HAProxy refuses the file: a restart does not come up again, and a reload keeps the old configuration.',
  source:
    'measured: haproxy 2.6 -c answers "unknown keyword" and "unknown option"; the configuration manuals of 2.2 to 3.2',
  find: ({ haproxy, context: { haproxy: version } }) => {
    if (version === undefined) return [];
    const tooNew = (use: NewerUse | undefined): Finding[] => {
      if (use === undefined || isAtLeast(version, use.since) || use.statement.isConditional) return [];
      return [
        {
          at: spanOf(use.statement, use.from, use.to),
          message: `"${use.what}" came with HAProxy ${use.since.join('.')}; ${version.major}.${version.minor} refuses the file.`,
          remedy: `update HAProxy to ${use.since.join('.')} or later, or do without it.`,
        },
      ];
    };
    return [
      ...haproxy.sections.flatMap((section) => [
        ...tooNew(newerSection(section)),
        ...section.statements.flatMap((statement) => tooNew(newerLine(statement))),
      ]),
      ...haproxy.proxies.flatMap(({ servers }) =>
        servers.flatMap(({ statement, options }) =>
          [...NEWER_SERVER_OPTIONS].flatMap(([name, since]) => {
            const option = options.get(name);
            if (option?.statement !== statement) return [];
            return tooNew({ what: name, since, statement, from: option.index, to: option.index });
          }),
        ),
      ),
    ];
  },
};

interface NewerUse {
  readonly what: string;
  readonly since: Release;
  readonly statement: Statement;
  /** Indices in `statement.words`. */
  readonly from: number;
  readonly to: number;
}

function newerSection({ kind, head }: Section): NewerUse | undefined {
  const since = NEWER_SECTIONS.get(kind);
  if (since !== undefined) return { what: kind, since, statement: head, from: 0, to: 0 };
  const from = head.words.findIndex(({ value }, index) => index > 0 && value === 'from');
  if (from > 0) return { what: 'from', since: [2, 4], statement: head, from, to: from };
  return undefined;
}

/** A line of another keyword needs no look at its second word. */
const FIRST_WORDS: ReadonlySet<string> = new Set(
  [...NEWER_LINES.keys()].map((words) => words.split(' ')[0] ?? ''),
);

function newerLine(statement: Statement): NewerUse | undefined {
  const { keyword, args, modifier } = statement;
  const from = modifier === undefined ? 0 : 1;
  const alone = NEWER_LINES.get(keyword);
  if (alone !== undefined) return { what: keyword, since: alone, statement, from, to: from };
  if (!FIRST_WORDS.has(keyword)) return undefined;
  const what = `${keyword} ${args[0] ?? ''}`;
  const since = NEWER_LINES.get(what);
  return since && { what, since, statement, from, to: from + 1 };
}
