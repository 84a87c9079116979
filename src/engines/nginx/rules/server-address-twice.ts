import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { upstreamsOf } from '../meaning/upstreams.ts';
import type { NginxSubject } from './subject.ts';

export const serverAddressTwice: Rule<NginxSubject> = {
  code: 'nginx/server-address-twice',
  severity: 'warning',
  title: 'the same server twice in an upstream',
  why: 'Two lines with one address look like redundancy and are none: when that server fails, both fail, and a retry may go to the same dead server.',
  source: 'nginx -t 1.22.1 accepts it without a word',
  find: ({ nginx }) =>
    upstreamsOf(nginx).flatMap(({ name, servers, protocol }) => {
      const key = (index: number): string => {
        const { host, port, kind, address } = servers[index] ?? {
          host: '',
          port: 0,
          kind: 'variable',
          address: '',
        };
        return kind === 'socket'
          ? address
          : `${host.toLowerCase()}:${port ?? (protocol === 'http' ? 80 : '')}`;
      };
      return servers.flatMap((server, index) => {
        const first = servers.findIndex((_, other) => key(other) === key(index));
        if (first === index || server.kind === 'variable') return [];
        const line = servers[first]?.directive.words[0]?.line ?? 0;
        return [
          {
            at: directiveSpan(server.directive),
            message: `${server.address} stands twice in the upstream ${name}, first in line ${line}: that is one server, not two.`,
            remedy:
              'Write the address that was meant, or one line with "weight=2" where it should have more requests.',
          },
        ];
      });
    }),
};
