import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { backendReferences } from './reading/backend-references.ts';
import type { HaproxySubject } from './subject.ts';

export const modeMismatch: Rule<HaproxySubject> = {
  code: 'haproxy/mode-mismatch',
  severity: 'error',
  title: 'An HTTP frontend leads to a TCP backend',
  why: 'HAProxy refuses the file: a restart does not come up again, and a reload keeps the old configuration.',
  source: 'measured: haproxy 2.6 -c answers "http frontend … tries to use incompatible tcp backend"',
  find: ({ haproxy }) => {
    const backends = new Map(
      haproxy.proxies.filter(({ kind }) => kind !== 'frontend').map((proxy) => [proxy.name, proxy]),
    );
    return haproxy.proxies.flatMap((front) => {
      if (front.mode !== 'http') return [];
      return backendReferences(front).references.flatMap(({ name, statement, index }): Finding[] => {
        const backend = backends.get(name);
        if (backend?.mode !== 'tcp' || statement.isConditional || backend.head.isConditional) return [];
        // A piece of a file: the defaults may stand elsewhere.
        if (!backend.byKeyword.has('mode') && backend.defaults.length === 0) return [];
        return [
          {
            at: spanOf(statement, index, index),
            message: `${front.kind} ${front.name} is in HTTP mode, ${backend.kind} ${name} (line ${backend.head.line}) in TCP mode: HAProxy refuses the file.`,
            remedy: `give both the same mode: "mode http" in ${backend.kind} ${name}, or "mode tcp" in ${front.kind} ${front.name}.`,
          },
        ];
      });
    });
  },
};
