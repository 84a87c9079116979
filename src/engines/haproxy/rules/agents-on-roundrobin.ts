import type { Finding, Rule } from '../../../base/rule.ts';
import { settingOf } from '../meaning/setting-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import { agentServer } from './reading/agent-port.ts';
import type { HaproxySubject } from './subject.ts';

export const agentsOnRoundrobin: Rule<HaproxySubject> = {
  code: 'haproxy/agents-on-roundrobin',
  severity: 'warning',
  title: 'Long-lived agent sessions are dealt round robin',
  why: 'Round robin counts new sessions, not those that are open: after a manager was down, all agents sit on the others and stay there for days, and the one that returned gets only its share of what connects anew.',
  source:
    'configuration manual, 4.2 balance ("leastconn … recommended where very long sessions are expected")',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap((proxy): Finding[] => {
      const server = agentServer(proxy);
      if (server === undefined || proxy.mode !== 'tcp' || proxy.servers.length < 2) return [];
      const balance = settingOf(proxy, 'balance');
      const algorithm = balance?.args[0] ?? 'roundrobin';
      if (balance?.isConditional || (algorithm !== 'roundrobin' && algorithm !== 'static-rr')) return [];
      return [
        {
          at: balance === undefined ? spanOf(server.statement, 0, 1) : spanOf(balance, 0, 1),
          message: `${proxy.kind} ${proxy.name} deals the agents' sessions on port 1514 by ${algorithm}${balance === undefined ? ' (no balance line)' : ''}: a manager that was away stays nearly empty afterwards.`,
          remedy: 'write "balance leastconn".',
          ...(balance?.words[1] === undefined ||
          balance.path !== proxy.head.path ||
          !proxy.statements.includes(balance)
            ? {}
            : { fix: [{ span: spanOf(balance, 1, balance.words.length - 1), text: 'leastconn' }] }),
        },
      ];
    }),
};
