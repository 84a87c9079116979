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

/** The lines of a section that may end with `if` or `unless` and acl names. */
export function conditionalRules(section: Section): readonly Statement[] {
  return section.statements.filter(
    ({ keyword, args }) =>
      KEYWORDS.has(keyword) || (keyword === 'stats' && (args[0] === 'admin' || args[0] === 'http-request')),
  );
}
