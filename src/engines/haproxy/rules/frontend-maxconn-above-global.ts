import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { numberOf } from './reading/whole-number.ts';
import type { HaproxySubject } from './subject.ts';

export const frontendMaxconnAboveGlobal: Rule<HaproxySubject> = {
  code: 'haproxy/frontend-maxconn-above-global',
  severity: 'warning',
  title: 'A frontend may take all of HAProxy',
  why: 'The global maxconn counts for all frontends together: this frontend alone can use it up, and then the others, with the statistics page, accept nothing either.',
  source: 'configuration manual, 3.2 maxconn; measured: haproxy 2.6 -c accepts it silently',
  find: ({ haproxy }) => {
    const global = numberOf(haproxy.globals, 'maxconn');
    if (global === undefined) return [];
    return haproxy.proxies.flatMap((proxy): Finding[] => {
      const own = numberOf([proxy], 'maxconn');
      if (proxy.kind === 'backend' || own === undefined || own.value <= global.value) return [];
      return [
        {
          at: spanOf(own.statement),
          message: `${proxy.kind} ${proxy.name} may have ${own.value} connections, all of HAProxy ${global.value} (line ${global.statement.line}): it never reaches its maxconn and can shut out the other frontends.`,
          remedy: `raise the global maxconn above ${own.value}, or lower this one below ${global.value}.`,
        },
      ];
    });
  },
};
