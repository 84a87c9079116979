import type { Section, Statement } from '../../meaning/meaning.ts';
import { conditionalRules } from './conditional-rules.ts';

/** What an acl compares: `path_beg -i /api` behind `acl NAME` or in braces. */
export interface AclFetch {
  readonly statement: Statement;
  /** Index in `statement.words` of the fetch. */
  readonly at: number;
  /** Index behind its last pattern. */
  readonly end: number;
}

/** All acls of a section, named and in braces. */
export function aclFetches(section: Section): readonly AclFetch[] {
  const fetches: AclFetch[] = [];
  for (const statement of section.byKeyword.get('acl') ?? []) {
    fetches.push({ statement, at: 2, end: statement.words.length });
  }
  for (const statement of conditionalRules(section)) {
    const { words } = statement;
    for (let at = 1; at < words.length; at += 1) {
      if (words[at - 1]?.raw !== '{') continue;
      const close = words.findIndex((word, index) => index >= at && word.raw === '}');
      fetches.push({ statement, at, end: close < 0 ? words.length : close });
    }
  }
  return fetches;
}
