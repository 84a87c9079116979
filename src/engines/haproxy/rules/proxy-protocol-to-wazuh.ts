import type { Rule } from '../../../base/rule.ts';
import type { Option, Server } from '../meaning/meaning.ts';
import { optionSpan } from './option-span.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

const PORTS: Readonly<Record<number, string>> = {
  1514: "the agents' port",
  1515: 'the enrollment port',
  1516: 'the cluster port',
  1517: "the port of Wazuh 5's agents",
};

export const proxyProtocolToWazuh: Rule<HaproxySubject> = {
  code: 'haproxy/proxy-protocol-to-wazuh',
  severity: 'error',
  title: 'Wazuh does not read the PROXY header',
  why: 'A Wazuh manager takes the PROXY header for the first bytes of a message: on 1514 it is no valid length, on 1515 no TLS hello. Every agent is cut off while the TCP check says the server is healthy.',
  source:
    'Wazuh\'s load balancer guide: the PROXY protocol is not supported; configuration manual, 5.2 "send-proxy"',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy) =>
      serversInForce(proxy).flatMap((server) => {
        const [port, last] = server.address.ports ?? [0, 0];
        const option = proxyOption(server);
        const what = PORTS[port];
        if (what === undefined || port !== last || option === undefined) return [];
        return [
          {
            at: optionSpan(option),
            message: `Server ${server.name} of ${proxyTitle(proxy)} is sent a PROXY header on ${port} (${what} of Wazuh), which a Wazuh manager does not read: no agent gets through.`,
            remedy: `remove \`${option.name}\`.`,
            ...(option.values.length === 0 &&
              option.statement === server.statement && { fix: [{ span: withBlank(option), text: '' }] }),
          },
        ];
      }),
    ),
};

function proxyOption({ options }: Server): Option | undefined {
  return ['send-proxy', 'send-proxy-v2', 'send-proxy-v2-ssl', 'send-proxy-v2-ssl-cn']
    .map((name) => options.get(name))
    .find((option) => option !== undefined);
}

/** The keyword and the blanks before it. */
function withBlank(option: Option) {
  const at = optionSpan(option);
  return { ...at, column: at.column - (option.statement.words[option.index]?.before.length ?? 0) };
}
