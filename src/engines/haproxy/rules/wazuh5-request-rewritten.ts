import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

/** Agents of Wazuh 5 speak HTTPS here. */
const AGENT_PORT_5 = 1517;
const REWRITES =
  /^(?:set-path|set-pathq|replace-path|replace-pathq|set-uri|replace-uri|set-query|set-method)$/;

export const wazuh5RequestRewritten: Rule<HaproxySubject> = {
  code: 'haproxy/wazuh5-request-rewritten',
  severity: 'error',
  title: 'A signed request of Wazuh is changed',
  why: 'An agent of Wazuh 5 signs method, path and body of each request with its key. What a proxy changes of them no longer fits the signature: the manager answers 401 to every agent behind it.',
  source: 'Wazuh 5, docs/ref/modules/remoted/load-balancers: never rewrite the path or the body',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy): Finding[] => {
      const isAgents = serversInForce(proxy).some(({ address }) => address.ports?.[0] === AGENT_PORT_5);
      if (!isAgents || proxy.mode !== 'http') return [];
      return (proxy.byKeyword.get('http-request') ?? [])
        .filter(({ args, isConditional }) => REWRITES.test(args[0] ?? '') && !isConditional)
        .map((statement) => ({
          at: spanOf(statement),
          message: `${proxyTitle(proxy)} changes requests that Wazuh's agents have signed (${statement.args[0]}): the managers answer 401.`,
          remedy: 'remove the line: agents reach the manager with the path that they ask for.',
        }));
    }),
};
