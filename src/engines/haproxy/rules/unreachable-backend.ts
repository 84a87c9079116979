import type { Finding, Rule } from '../../../base/rule.ts';
import type { HaproxyMeaning } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import { backendReferences } from './reading/backend-references.ts';
import type { HaproxySubject } from './subject.ts';

export const unreachableBackend: Rule<HaproxySubject> = {
  code: 'haproxy/unreachable-backend',
  severity: 'info',
  title: 'No frontend leads to a backend',
  why: 'Its servers are checked and never used; often a use_backend names another backend by mistake.',
  source: 'measured: haproxy 2.6 -c, -dW and -dD accept it silently',
  find: ({ haproxy }) => {
    const used = isWhole(haproxy) ? usedBackends(haproxy) : undefined;
    if (used === undefined) return [];
    return haproxy.proxies.flatMap(({ kind, name, head, servers }): Finding[] =>
      kind !== 'backend' || servers.length === 0 || used.has(name)
        ? []
        : [
            {
              at: spanOf(head),
              message: `No frontend leads to backend ${name}: its ${servers.length === 1 ? 'server gets' : 'servers get'} no traffic.`,
              remedy: 'name it in a use_backend or default_backend, or delete it.',
            },
          ],
    );
  },
};

/** Undefined = a name is computed at run time: any backend may be used. */
function usedBackends({ proxies }: HaproxyMeaning): ReadonlySet<string> | undefined {
  const used = new Set<string>();
  for (const proxy of proxies) {
    const { references, hasUnknown } = backendReferences(proxy);
    if (hasUnknown) return undefined;
    for (const { name } of references) used.add(name);
    for (const { options } of proxy.servers) {
      const tracked = options.get('track')?.values[0]?.split('/');
      if (tracked?.length === 2 && tracked[0] !== undefined) used.add(tracked[0]);
    }
    // `nbsrv(NAME)`, `table NAME`, `stick match … table NAME`: somebody looks at it.
    for (const { words, keyword } of proxy.statements) {
      if (keyword === 'server' || keyword === 'server-template') continue;
      for (const [index, { value }] of words.entries()) {
        if (value === 'table') used.add(words[index + 1]?.value ?? '');
        if (value.includes('('))
          for (const match of value.matchAll(/\(([^()/,]+)/g)) used.add(match[1] ?? '');
      }
    }
  }
  return used;
}
