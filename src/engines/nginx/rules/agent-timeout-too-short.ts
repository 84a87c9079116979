import { printDuration } from '../../../base/duration.ts';
import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { readDuration } from '../meaning/duration.ts';
import { settingOf } from '../meaning/in-force.ts';
import { listensOf } from '../meaning/listens.ts';
import type { NginxSubject } from './subject.ts';

const AGENT_PORT = 1514;
/** Three of the keep-alives that a Wazuh agent sends every 10 s (client.notify_time). */
const SHORTEST_MS = 30_000;

export const agentTimeoutTooShort: Rule<NginxSubject> = {
  code: 'nginx/agent-timeout-too-short',
  severity: 'warning',
  title: "Agents' sessions are cut between keep-alives",
  why: 'A Wazuh agent is silent between its keep-alives, 10 s by default. A session time-out near that cuts quiet agents, which reconnect all the time and at last are shown as disconnected.',
  source:
    'Wazuh documentation, ossec.conf, client, notify_time; nginx.org, ngx_stream_proxy_module, proxy_timeout',
  find: ({ nginx }) =>
    listensOf(nginx).flatMap(({ server, port }) => {
      const timeout = server.protocol === 'stream' ? settingOf(server, 'proxy_timeout') : undefined;
      const ms = timeout === undefined ? undefined : readDuration(timeout.args.join(' '));
      if (port !== AGENT_PORT || timeout === undefined || ms === undefined || ms >= SHORTEST_MS) return [];
      return [
        {
          at: directiveSpan(timeout),
          message: `Sessions of agents (port ${AGENT_PORT}) end after ${printDuration(ms)} of silence; agents speak every 10s.`,
          remedy: `write "proxy_timeout 10m;", at least ${printDuration(SHORTEST_MS)}.`,
        },
      ];
    }),
};
