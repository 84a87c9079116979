import type { Proxy, Statement } from '../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../engines/haproxy/meaning/span-of.ts';
import { type Draft, type ServiceInput, tell } from './draft.ts';

type Route = NonNullable<ServiceInput['routes']>[number];
type Test = { readonly hosts: readonly string[] } | { readonly path: string; readonly isExact: boolean };

/**
 * `use_backend` by host and path as routes, in their order; all of them or none, for an order of its own would change
 * what the first match is. `poolOf`: backend → pool.
 */
export function importRoutes(
  draft: Draft,
  proxy: Proxy,
  poolOf: (backend: string) => string | undefined,
  taken: Set<Statement>,
): Route[] {
  const rules = proxy.byKeyword.get('use_backend') ?? [];
  const acls = aclsOf(proxy);
  const read = rules.map((rule) => routeOf(rule, acls, poolOf));
  if (read.includes(undefined)) return [];
  const named = new Set(rules.flatMap(({ args }) => args.slice(2)));
  const elsewhere = namesElsewhere(proxy, rules);
  for (const rule of rules) taken.add(rule);
  for (const [name, statements] of acls) {
    if (named.has(name) && !elsewhere.has(name)) for (const statement of statements) taken.add(statement);
  }
  return read.flatMap((found, index) => {
    if (found === undefined) return [];
    const rule = rules[index];
    if (found.isWider && rule !== undefined) tellNarrower(draft, rule, found.route);
    return [found.route];
  });
}

function tellNarrower(draft: Draft, rule: Statement, { path, pool }: Route): void {
  const message = `path_beg ${path} also took ${path}x to ${pool}; the route takes ${path} and what lies below it, ${path}/…`;
  tell(draft, 'import/changed', spanOf(rule), message);
}

function aclsOf(proxy: Proxy): Map<string, Statement[]> {
  const acls = new Map<string, Statement[]>();
  for (const statement of proxy.byKeyword.get('acl') ?? []) {
    const name = statement.args[0] ?? '';
    acls.set(name, [...(acls.get(name) ?? []), statement]);
  }
  return acls;
}

/** Names of ACLs that other rules use: they must stay. */
function namesElsewhere(proxy: Proxy, rules: readonly Statement[]): Set<string> {
  const others = proxy.statements.filter(
    (statement) => statement.keyword !== 'acl' && !rules.includes(statement),
  );
  return new Set(others.flatMap(({ args }) => args.map((word) => word.replace(/^!/, ''))));
}

function routeOf(
  { args, isConditional }: Statement,
  acls: ReadonlyMap<string, readonly Statement[]>,
  poolOf: (backend: string) => string | undefined,
): { readonly route: Route; readonly isWider: boolean } | undefined {
  const [backend = '', word, ...condition] = args;
  const pool = poolOf(backend);
  if (pool === undefined || isConditional || word !== 'if' || condition.length === 0) return undefined;
  const tests = testsOf(condition, acls);
  if (tests === undefined) return undefined;
  const hosts = tests.flatMap((test) => ('hosts' in test ? [test.hosts] : []));
  const paths = tests.flatMap((test) => ('path' in test ? [test] : []));
  if (hosts.length > 1 || paths.length > 1) return undefined;
  const [host] = hosts;
  const [path] = paths;
  const route: Route = {
    ...(host === undefined ? {} : { host: host.length === 1 && host[0] !== undefined ? host[0] : [...host] }),
    ...(path === undefined ? {} : { path: path.path }),
    pool,
  };
  return { route, isWider: path !== undefined && !path.isExact };
}

/** Conditions joined by "and"; undefined when one of them is no host and no path prefix. */
function testsOf(
  words: readonly string[],
  acls: ReadonlyMap<string, readonly Statement[]>,
): Test[] | undefined {
  const tests: (Test | undefined)[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '{') {
      const end = words.indexOf('}', index);
      tests.push(end < 0 ? undefined : testOf(words.slice(index + 1, end)));
      index = end < 0 ? words.length : end;
    } else {
      tests.push(anyOf((acls.get(word) ?? []).map(({ args }) => testOf(args.slice(1)))));
    }
  }
  return tests.includes(undefined) ? undefined : (tests as Test[]);
}

/** ACLs of one name are joined by "or"; host names can be, path prefixes are one each. */
function anyOf(tests: readonly (Test | undefined)[]): Test | undefined {
  if (tests.length === 1) return tests[0];
  const hosts = tests.flatMap((test) => (test !== undefined && 'hosts' in test ? [test.hosts] : []));
  return hosts.length === tests.length && hosts.length > 0 ? { hosts: hosts.flat() } : undefined;
}

function testOf(words: readonly string[]): Test | undefined {
  const [fetch = '', ...rest] = words;
  const values = rest.filter((word) => word !== '-i' && word !== '--');
  if (values.length === 0 || values.some((value) => value.startsWith('-'))) return undefined;
  if (/^(req\.)?hdr\(host\)(,lower)?$/i.test(fetch)) {
    return values.every((value) => /^[A-Za-z0-9.-]+$/.test(value))
      ? { hosts: values.map((value) => value.toLowerCase()) }
      : undefined;
  }
  if (
    fetch === 'path_beg' &&
    values.length === 1 &&
    /^\/[!-~]*$/.test(values[0] ?? '') &&
    !rest.includes('-i')
  ) {
    const path = values[0] ?? '';
    return { path, isExact: path.endsWith('/') };
  }
  return undefined;
}
