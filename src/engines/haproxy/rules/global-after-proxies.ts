import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const globalAfterProxies: Rule<HaproxySubject> = {
  code: 'haproxy/global-after-proxies',
  severity: 'warning',
  title: 'A global section stands behind other sections',
  why: 'HAProxy says of it that "the prevalence of their statements is unspecified": what it sets may come too late for the sections above it.',
  source: 'measured: haproxy 2.6 tells it with -dD only',
  find: ({ haproxy }) => {
    if (!isWhole(haproxy)) return [];
    const seen = new Set<string>();
    return haproxy.sections.flatMap(({ kind, head }): Finding[] => {
      if (kind !== 'global') {
        seen.add(head.path);
        return [];
      }
      if (!seen.has(head.path) || head.isConditional) return [];
      return [
        {
          at: spanOf(head),
          message:
            'This global section stands behind sections that it should govern: which of its lines count for them is not specified.',
          remedy: 'move its lines to the global section at the top of the file.',
        },
      ];
    });
  },
};
