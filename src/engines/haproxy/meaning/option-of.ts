import { CHECK_OPTIONS } from './check-options.ts';
import type { Proxy, Statement } from './meaning.ts';

/** Options of which one proxy has at most one: a later one replaces the others of its group (configuration manual, 4.2). */
const GROUPS: readonly ReadonlySet<string>[] = [
  new Set(CHECK_OPTIONS),
  new Set(['http-keep-alive', 'http-server-close', 'httpclose']),
  new Set(['httplog', 'httpslog', 'tcplog']),
];

/**
 * The line that puts `option NAME` in force: own ones last to first, then those of the defaults, the nearest first.
 * `no option NAME` and another option of the same group end the search, but not where a condition encloses them.
 */
export function optionOf(proxy: Proxy, name: string): Statement | undefined {
  const group = GROUPS.find((names) => names.has(name));
  for (const section of [proxy, ...proxy.defaults]) {
    const statement = section.byKeyword
      .get('option')
      ?.findLast((candidate) => decides(candidate, name, group));
    if (statement !== undefined)
      return statement.args[0] === name && statement.modifier === undefined ? statement : undefined;
  }
  return undefined;
}

function decides(
  { args, modifier, isConditional }: Statement,
  name: string,
  group?: ReadonlySet<string>,
): boolean {
  const [option = ''] = args;
  if (option === name) return modifier === undefined || !isConditional;
  return modifier === undefined && !isConditional && group !== undefined && group.has(option);
}
