import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import type { Protocol } from '../meaning/scope.ts';
import { type UpstreamServer, upstreamsOf } from '../meaning/upstreams.ts';
import type { NginxSubject } from './subject.ts';

export const serverAddressTwice: Rule<NginxSubject> = {
  code: 'nginx/server-address-twice',
  severity: 'warning',
  title: 'The same server twice in an upstream',
  why: 'Two lines with one address look like redundancy and are none: when that server fails, both fail, and a retry may go to the same dead server.',
  source: 'nginx -t 1.22.1 accepts it without a word',
  find: ({ nginx }) =>
    upstreamsOf(nginx).flatMap(({ name, servers, protocol }) => {
      const lines = new Map<string, number>();
      return servers.flatMap((server) => {
        const key = keyOf(server, protocol);
        const line = lines.get(key);
        if (line === undefined) lines.set(key, server.directive.words[0]?.line ?? 0);
        if (line === undefined || server.kind === 'variable') return [];
        return [
          {
            at: directiveSpan(server.directive),
            message: `${server.address} stands twice in the upstream ${name}, first in line ${line}: that is one server, not two.`,
            remedy:
              'write the address that was meant, or one line with "weight=2" where it should have more requests.',
          },
        ];
      });
    }),
};

/** The same text for the same server. */
function keyOf({ kind, address, host, port }: UpstreamServer, protocol: Protocol | undefined): string {
  if (kind === 'socket') return address;
  return `${host.toLowerCase()}:${port ?? (protocol === 'http' ? 80 : '')}`;
}
