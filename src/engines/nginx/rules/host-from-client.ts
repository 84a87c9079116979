import type { Rule } from '../../../base/rule.ts';
import { argSpan } from '../grammar/spans.ts';
import { ownOf } from '../meaning/in-force.ts';
import { scopesOf } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

export const hostFromClient: Rule<NginxSubject> = {
  code: 'nginx/host-from-client',
  severity: 'info',
  title: 'The Host that the client wrote is believed',
  why: "$http_host is whatever the client sends, also when its request line names another host: a server that builds links or cache keys from it can be made to hand out an attacker's. $host is the name that nginx chose the server by.",
  source: 'gixy, host_spoofing; nginx.org, ngx_http_core_module, $host',
  find: ({ nginx }) =>
    scopesOf(nginx)
      .flatMap((scope) => ownOf(scope, 'proxy_set_header'))
      .filter(({ args }) => args[0]?.toLowerCase() === 'host' && /^\$\{?http_host\}?$/.test(args[1] ?? ''))
      .map((directive) => ({
        at: argSpan(directive, 1),
        message:
          '$http_host passes on whatever Host the client wrote, not the one that nginx chose this server by.',
        remedy: 'write $host, or $host:$server_port where the servers need the port.',
      })),
};
