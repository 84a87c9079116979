import type { Finding, Rule } from '../../../base/rule.ts';
import { checkKindOf } from './check-kind.ts';
import { optionSpan } from './option-span.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import { AGENT_PORT } from './reading/agent-port.ts';
import type { HaproxySubject } from './subject.ts';

/** Agents of Wazuh 5 speak HTTPS here. */
const AGENT_PORT_5 = 1517;

const REMEDIES: Readonly<Record<number, string>> = {
  [AGENT_PORT]:
    'add `option tcp-check`, `tcp-check send-binary 050000002370696e67` and `tcp-check expect binary 0500000023706f6e67`: a manager answers #ping with #pong.',
  [AGENT_PORT_5]:
    'add `option httpchk GET /` and `check-ssl verify none` (or a ca-file): a manager answers 200 with its status.',
};

export const agentsCheckedByConnect: Rule<HaproxySubject> = {
  code: 'haproxy/agents-checked-by-connect',
  severity: 'info',
  title: 'A manager that hangs stays UP',
  why: 'The kernel accepts connections for a remoted that hangs or whose queue is full. HAProxy calls it UP and, having the fewest sessions, gives it every agent that connects anew.',
  source:
    'measured: with the #ping check a stopped manager is DOWN (L7TOUT), with a connect it stays L4OK; wazuh/wazuh#3080',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy): Finding[] => {
      if (proxy.mode !== 'tcp' || checkKindOf(proxy) !== undefined) return [];
      const server = serversInForce(proxy).find(({ address: { ports = [0, 0] }, options }) => {
        const isAgents = ports[0] === ports[1] && (ports[0] === AGENT_PORT || ports[0] === AGENT_PORT_5);
        return isAgents && options.has('check') && !options.has('port') && !options.has('agent-check');
      });
      const check = server?.options.get('check');
      const port = server?.address.ports?.[0];
      if (check === undefined || port === undefined) return [];
      return [
        {
          at: optionSpan(check),
          message: `Managers of ${proxyTitle(proxy)} are checked by connecting only: one that hangs stays UP and gets agents.`,
          remedy: REMEDIES[port] ?? 'check what it answers.',
        },
      ];
    }),
};
