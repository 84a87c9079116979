import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const duplicateProxyName: Rule<HaproxySubject> = {
  code: 'haproxy/duplicate-proxy-name',
  severity: 'error',
  title: 'Two proxies have the same name',
  why: 'HAProxy refuses the file: a restart does not come up again, and a reload keeps the old configuration.',
  source: 'measured: haproxy 2.6 -c answers "has the same name as"; configuration manual, 4',
  find: ({ haproxy }) => {
    if (!isWhole(haproxy)) return [];
    // A frontend and a backend may share a name, a listen with neither.
    const first = { front: new Map<string, Proxy>(), back: new Map<string, Proxy>() };
    return haproxy.proxies.flatMap((proxy): Finding[] => {
      const { kind, name, head } = proxy;
      if (name === '' || head.isConditional) return [];
      const sides =
        kind === 'listen' ? [first.front, first.back] : [kind === 'frontend' ? first.front : first.back];
      const other = sides.map((side) => side.get(name)).find((found) => found !== undefined);
      if (other === undefined) {
        for (const side of sides) side.set(name, proxy);
        return [];
      }
      return [
        {
          at: spanOf(head, 1, 1),
          message: `${kind} ${name} has the name of the ${other.kind} in line ${other.head.line}: HAProxy refuses the file.`,
          remedy: 'rename one of the two, or merge them.',
        },
      ];
    });
  },
};
