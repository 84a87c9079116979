import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { ownOf } from '../meaning/in-force.ts';
import { upstreamsOf } from '../meaning/upstreams.ts';
import type { NginxSubject } from './subject.ts';

export const streamHashClientAddress: Rule<NginxSubject> = {
  code: 'nginx/stream-hash-client-address',
  severity: 'info',
  title: 'Connections spread by client address',
  why: 'All clients behind one NAT gateway have one address and come to one server: with agents of a few offices, one server carries nearly all of them, and its failure cuts them all off at once.',
  source: 'wazuh/wazuh#14442; nginx.org, ngx_stream_upstream_module, hash',
  find: ({ nginx }) =>
    upstreamsOf(nginx).flatMap(({ name, protocol, scope, servers }) => {
      const hash = ownOf(scope, 'hash').at(-1);
      const key = hash?.args[0] ?? '';
      const isAddress = /^\$\{?(?:binary_)?remote_addr\}?$/.test(key);
      if (hash === undefined || !isAddress || protocol !== 'stream' || servers.length < 2) return [];
      return [
        {
          at: directiveSpan(hash),
          message: `The upstream ${name} chooses the server by ${key}: all clients behind one NAT come to one of its ${servers.length} servers.`,
          remedy:
            'write "least_conn;", or "hash $remote_addr$remote_port;" where no client needs the same server again.',
        },
      ];
    }),
};
