import type { Section, Statement } from '../../meaning/meaning.ts';

const KEYWORDS: ReadonlySet<string> = new Set([
  'block',
  'force-persist',
  'http-after-response',
  'http-request',
  'http-response',
  'ignore-persist',
  'monitor',
  'redirect',
  'stick',
  'tcp-request',
  'tcp-response',
  'use-server',
  'use_backend',
]);

const STATS_RULES: ReadonlySet<string> = new Set(['admin', 'http-request']);

/** The lines of a section that may end with `if` or `unless` and acl names. */
export function conditionalRules(section: Section): readonly Statement[] {
  const rules: Statement[] = [];
  for (const [keyword, statements] of section.byKeyword) {
    if (KEYWORDS.has(keyword)) rules.push(...statements);
    else if (keyword === 'stats')
      rules.push(...statements.filter(({ args }) => STATS_RULES.has(args[0] ?? '')));
  }
  return rules.toSorted((left, right) => left.line - right.line);
}
