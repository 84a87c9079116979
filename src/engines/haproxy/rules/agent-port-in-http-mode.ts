import type { Finding, Rule } from '../../../base/rule.ts';
import { settingOf } from '../meaning/setting-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import { agentBind, agentServer } from './reading/agent-port.ts';
import type { HaproxySubject } from './subject.ts';

export const agentPortInHttpMode: Rule<HaproxySubject> = {
  code: 'haproxy/agent-port-in-http-mode',
  severity: 'error',
  title: 'Wazuh agents are read as HTTP',
  why: 'Agents speak an encrypted binary protocol on port 1514: in HTTP mode HAProxy answers each of them 400 and closes. The mode often comes unseen from the defaults.',
  source:
    'measured: haproxy 2.6 in mode http answers a frame of an agent 400 and closes; configuration manual, 4 mode',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap((proxy): Finding[] => {
      if (proxy.mode !== 'http') return [];
      const place = agentBind(proxy) ?? agentServer(proxy);
      if (place === undefined) return [];
      const isOwn = proxy.byKeyword.has('mode');
      const mode = settingOf(proxy, 'mode');
      return [
        {
          at: isOwn && mode !== undefined ? spanOf(mode) : spanOf(proxy.head),
          message: `${proxy.kind} ${proxy.name} carries port 1514, where Wazuh agents speak no HTTP, in mode http${isOwn || mode === undefined ? '' : ` (from the defaults, line ${mode.line})`}: every agent is turned away.`,
          remedy: `write "mode tcp" in ${proxy.kind} ${proxy.name}.`,
        },
      ];
    }),
};
