import type { Proxy, Statement } from '../../meaning/meaning.ts';

/** `use_backend NAME` or `default_backend NAME`. */
export interface BackendReference {
  readonly name: string;
  readonly statement: Statement;
  /** Index in `statement.words` of the name. */
  readonly index: number;
}

/**
 * What a proxy's own lines and, where it has no `default_backend`, its defaults name. `hasUnknown` = a name is computed
 * at run time (`%[…]`) or a variable.
 */
export function backendReferences(proxy: Proxy): {
  readonly references: readonly BackendReference[];
  readonly hasUnknown: boolean;
} {
  const uses = proxy.byKeyword.get('use_backend') ?? [];
  const statements = [...uses, ...defaultBackends(proxy)];
  const references: BackendReference[] = [];
  let hasUnknown = false;
  for (const statement of statements) {
    const index = statement.modifier === undefined ? 1 : 2;
    const word = statement.words[index];
    if (word === undefined) continue;
    if (word.hasVariable || word.value.includes('%')) hasUnknown = true;
    else references.push({ name: word.value, statement, index });
  }
  return { references, hasUnknown };
}

/** The lines in force: the last own one, else the nearest inherited one; with `.if`, all own ones. */
export function defaultBackends(proxy: Proxy): readonly Statement[] {
  if (proxy.kind === 'backend') return [];
  for (const section of [proxy, ...proxy.defaults]) {
    const statements = section.byKeyword.get('default_backend');
    if (statements !== undefined) return statements;
  }
  return [];
}
