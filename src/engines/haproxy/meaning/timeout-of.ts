import type { Proxy, Section, Statement } from './meaning.ts';
import { parseHaproxyTime } from './parse-time.ts';

export interface Timeout {
  /** Undefined when it is a variable or no time. */
  readonly ms: number | undefined;
  readonly statement: Statement;
  /** Index in `statement.words` of the value. */
  readonly index: number;
}

/** `timeout NAME` in force: the proxy's own last, else that of the nearest defaults that has one; undefined = none. */
export function timeoutOf(proxy: Proxy, name: string): Timeout | undefined {
  for (const section of [proxy, ...proxy.defaults]) {
    const statement = lastTimeout(section, name);
    if (statement !== undefined) {
      const value = statement.words[2];
      const ms = value === undefined || value.hasVariable ? undefined : parseHaproxyTime(value.value);
      return { ms, statement, index: 2 };
    }
  }
  return undefined;
}

function lastTimeout(section: Section, name: string): Statement | undefined {
  return section.byKeyword
    .get('timeout')
    ?.findLast(({ args, modifier }) => args[0] === name && modifier === undefined);
}
