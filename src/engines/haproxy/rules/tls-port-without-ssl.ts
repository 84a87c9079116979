import type { Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

export const tlsPortWithoutSsl: Rule<HaproxySubject> = {
  code: 'haproxy/tls-port-without-ssl',
  severity: 'error',
  title: 'Plain HTTP is sent to port 443',
  why: 'In http mode HAProxy speaks plain HTTP to a server without `ssl`. A web server answers that on its TLS port with 400 "plain HTTP request was sent to HTTPS port", for every request.',
  source: 'configuration manual, 5.2 "ssl"; nginx answers 400, Apache 400',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy) =>
      proxy.mode !== 'http'
        ? []
        : serversInForce(proxy)
            .filter(({ address, options }) => isPort443(address.ports) && !options.has('ssl'))
            .map(({ statement, name }) => {
              const index = statement.keyword === 'server-template' ? 3 : 2;
              return {
                at: spanOf(statement, index, index),
                message: `Server ${name} of ${proxyTitle(proxy)} listens on port 443 but has no \`ssl\`: it is sent plain HTTP and answers 400.`,
                remedy:
                  'add `ssl verify required ca-file FILE` to the line, or name the port that speaks plain HTTP.',
              };
            }),
    ),
};

function isPort443(ports: readonly [number, number] | undefined): boolean {
  return ports !== undefined && ports[0] === 443 && ports[1] === 443;
}
