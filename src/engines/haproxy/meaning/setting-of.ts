import type { Proxy, Section, Statement } from './meaning.ts';

/** The line of `keyword` that is in force: the proxy's own last, else that of the nearest defaults that has one. */
export function settingOf(proxy: Proxy, keyword: string): Statement | undefined {
  return lastSetting([proxy, ...proxy.defaults], keyword);
}

/** The same among `sections`, the nearest first. */
export function lastSetting(sections: readonly Section[], keyword: string): Statement | undefined {
  for (const section of sections) {
    const statement = section.byKeyword.get(keyword)?.at(-1);
    if (statement !== undefined) return statement;
  }
  return undefined;
}

const NONE: readonly Statement[] = [];

/** A section's own lines of `keyword`. */
export function statementsOf(section: Section, keyword: string): readonly Statement[] {
  return section.byKeyword.get(keyword) ?? NONE;
}
