import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { settingOf } from '../meaning/in-force.ts';
import { listensOf } from '../meaning/listens.ts';
import type { NginxSubject } from './subject.ts';

/** Agents, enrollment, the cluster, and the agents of Wazuh 5. */
const PORTS: readonly (number | undefined)[] = [1514, 1515, 1516, 1517];

export const proxyProtocolToWazuh: Rule<NginxSubject> = {
  code: 'nginx/proxy-protocol-to-wazuh',
  severity: 'error',
  title: 'Wazuh does not read the PROXY header',
  why: 'A Wazuh manager takes the PROXY header for the first bytes of a message: every agent is cut off at once, and nginx, which only connects, sees nothing of it.',
  source: 'wazuh/wazuh#16199; nginx.org, ngx_stream_proxy_module, proxy_protocol',
  find: ({ nginx }) =>
    listensOf(nginx).flatMap(({ server, port }) => {
      const header = server.protocol === 'stream' ? settingOf(server, 'proxy_protocol') : undefined;
      if (!PORTS.includes(port) || header === undefined || header.args[0] !== 'on') return [];
      return [
        {
          at: directiveSpan(header),
          message: `Connections on ${port} are sent to the managers with a PROXY header, which Wazuh does not read: no agent gets through.`,
          remedy: 'remove it, or write "proxy_protocol off;".',
        },
      ];
    }),
};
