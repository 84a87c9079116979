import type { Finding, Rule } from '../../../base/rule.ts';
import { optionSpan } from './option-span.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import { AGENT_PORT } from './reading/agent-port.ts';
import type { HaproxySubject } from './subject.ts';

export const agentsCheckedOnEnrollment: Rule<HaproxySubject> = {
  code: 'haproxy/agents-checked-on-enrollment',
  severity: 'warning',
  title: 'Events are checked on another daemon',
  why: 'Another daemon of the manager answers on 1515, 1516 and 55000: it may be well while remoted is dead, and then agents are sent into nothing; or it is restarted, and every agent of that manager is cut. On 1515 each check is an error in the log of authd besides.',
  source: 'wazuh/wazuh#31849, wazuh-kubernetes#1182; configuration manual, 5.2 port',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy): Finding[] => {
      const server = serversInForce(proxy).find(({ address: { ports = [0, 0] }, options }) => {
        const checked = options.get('port')?.values[0];
        return ports[0] === AGENT_PORT && ports[1] === AGENT_PORT && options.has('check') && isOther(checked);
      });
      const option = server?.options.get('port');
      if (server === undefined || option === undefined) return [];
      return [
        {
          at: optionSpan(option),
          message: `The agents' port of ${server.name} in ${proxyTitle(proxy)} is checked on ${option.values[0]}, where another daemon of the manager answers.`,
          remedy: `remove "port ${option.values[0]}".`,
        },
      ];
    }),
};

function isOther(port: string | undefined): boolean {
  return port === '1515' || port === '1516' || port === '55000';
}
