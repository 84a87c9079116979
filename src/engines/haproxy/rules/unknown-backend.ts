import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import { backendReferences } from './reading/backend-references.ts';
import { closestName } from './reading/closest-name.ts';
import type { HaproxySubject } from './subject.ts';

export const unknownBackend: Rule<HaproxySubject> = {
  code: 'haproxy/unknown-backend',
  severity: 'error',
  title: 'A backend is named that does not exist',
  why: 'HAProxy refuses the file: a restart does not come up again, and a reload keeps the old configuration.',
  source:
    'measured: haproxy 2.6 -c answers "unable to find required default_backend"; configuration manual, 4.2',
  find: ({ haproxy }) => {
    if (!isWhole(haproxy)) return [];
    const backends = new Set(
      haproxy.proxies.filter(({ kind }) => kind !== 'frontend').map(({ name }) => name),
    );
    // A file with frontends alone is half of a configuration: the backends are in another one.
    if (backends.size === 0) return [];
    const findings: Finding[] = [];
    const seen = new Set<unknown>();
    for (const proxy of haproxy.proxies) {
      for (const { name, statement, index } of backendReferences(proxy).references) {
        if (backends.has(name) || seen.has(statement)) continue;
        seen.add(statement);
        const near = closestName(name, backends);
        findings.push({
          at: spanOf(statement, index, index),
          message: `There is no backend ${name}: HAProxy refuses the file.`,
          remedy:
            near === undefined
              ? `add a backend ${name}, or name another one.`
              : `write ${near}, or add a backend ${name}.`,
        });
      }
    }
    return findings;
  },
};
