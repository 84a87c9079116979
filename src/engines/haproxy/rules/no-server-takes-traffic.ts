import type { Finding, Rule } from '../../../base/rule.ts';
import type { Server } from '../meaning/meaning.ts';
import { settingOf } from '../meaning/setting-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const noServerTakesTraffic: Rule<HaproxySubject> = {
  code: 'haproxy/no-server-takes-traffic',
  severity: 'error',
  title: 'Every server has weight 0 or is disabled',
  why: 'A server of weight 0 and a disabled one take no new session: every request is answered 503, although the checks are green.',
  source:
    'measured: haproxy 2.6 -c and -dW accept it silently (-dD tells weight 0), every request 503; configuration manual, 5.2 weight',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap((proxy): Finding[] => {
      const { kind, name, servers } = proxy;
      const [first] = servers;
      if (first === undefined || !servers.every((server) => isIdle(server))) return [];
      // With agent-check the agent gives the weight.
      if (settingOf(proxy, 'dispatch') !== undefined) return [];
      return [
        {
          at: spanOf(first.statement, 0, 1),
          message: `${servers.length === 1 ? 'The only server' : `All ${servers.length} servers`} of ${kind} ${name} ${servers.length === 1 ? 'has' : 'have'} weight 0 or ${servers.length === 1 ? 'is' : 'are'} disabled: every request ends in 503.`,
          remedy: 'give one server a weight above 0, and enable it.',
        },
      ];
    }),
};

function isIdle({ statement, options }: Server): boolean {
  if (statement.isConditional || options.has('agent-check')) return false;
  return options.has('disabled') || options.get('weight')?.values[0] === '0';
}
