import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { timeoutOf } from '../meaning/timeout-of.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const queueWithoutTimeout: Rule<HaproxySubject> = {
  code: 'haproxy/queue-without-timeout',
  severity: 'info',
  title: 'A queue whose waiting time nobody set',
  why: 'When a server has its maxconn, requests wait; without timeout queue they wait as long as timeout connect, a value that was chosen for something else.',
  source: 'configuration manual, 4.2 timeout queue',
  find: ({ haproxy }) =>
    isWhole(haproxy)
      ? haproxy.proxies.flatMap((proxy): Finding[] => {
          const option = proxy.servers
            .map(({ options }) => options.get('maxconn'))
            .find((found) => found !== undefined);
          if (option === undefined || option.values[0] === '0' || timeoutOf(proxy, 'queue') !== undefined)
            return [];
          return [
            {
              at: spanOf(option.statement, option.index, option.index + 1),
              message: `Requests beyond maxconn ${option.values[0] ?? ''} wait in ${proxy.kind} ${proxy.name} as long as timeout connect says: there is no timeout queue.`,
              remedy: 'add a "timeout queue" that a user would wait, such as 10s.',
            },
          ];
        })
      : [],
};
