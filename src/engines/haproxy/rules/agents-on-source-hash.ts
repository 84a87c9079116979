import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy, Statement } from '../meaning/meaning.ts';
import { settingOf } from '../meaning/setting-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import { agentServer } from './reading/agent-port.ts';
import type { HaproxySubject } from './subject.ts';

const PINNED = new Set(['source', 'hash', 'first']);

export const agentsOnSourceHash: Rule<HaproxySubject> = {
  code: 'haproxy/agents-on-source-hash',
  severity: 'warning',
  title: 'Agents are pinned by their address',
  why: 'All agents of an office come from one NAT address and so to one manager, whatever the load; and no order to reconnect ever moves one: it comes back to where it was. A rebalancer then reconnects agents each minute without end.',
  source: 'wazuh/wazuh#10013, #10504, #14442; configuration manual, 4.2 balance source, stick on',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy): Finding[] => {
      if (agentServer(proxy) === undefined || proxy.mode !== 'tcp' || proxy.servers.length < 2) return [];
      const pin = pinOf(proxy);
      if (pin === undefined || pin.isConditional) return [];
      return [
        {
          at: spanOf(pin, 1, pin.words.length - 1),
          message: `${proxyTitle(proxy)} keeps each agent at one manager (${pin.words.map(({ value }) => value).join(' ')}): agents behind one NAT all share one, and those that are told to reconnect come back to it.`,
          remedy: 'write "balance leastconn" and remove what pins: agents need no manager in particular.',
        },
      ];
    }),
};

function pinOf(proxy: Proxy): Statement | undefined {
  const balance = settingOf(proxy, 'balance');
  if (balance !== undefined && PINNED.has(balance.args[0] ?? '')) return balance;
  return (proxy.byKeyword.get('stick') ?? []).find(
    ({ args }) => (args[0] === 'on' || args[0] === 'match') && args[1] === 'src',
  );
}
