import type { HaproxyMeaning } from '../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../engines/haproxy/meaning/span-of.ts';
import type { NginxSource } from '../engines/nginx/grammar/source.ts';
import { directiveSpan } from '../engines/nginx/grammar/spans.ts';
import { listensOf } from '../engines/nginx/meaning/listens.ts';
import type { Bound } from './assume-vips.ts';

/** Every address that the imported engine names, in the order of its lines. */
export function boundAddresses(haproxy: HaproxyMeaning | undefined, nginx: NginxSource | undefined): Bound[] {
  const binds = haproxy?.proxies.flatMap((proxy) => proxy.binds) ?? [];
  const ofHaproxy = binds.flatMap(({ addresses, statement }) =>
    addresses.flatMap(({ kind, address }): Bound[] =>
      kind === 'ip' ? [{ address, engine: 'HAProxy', at: spanOf(statement) }] : [],
    ),
  );
  const ofNginx =
    nginx === undefined
      ? []
      : listensOf(nginx).map(
          ({ socket, directive }): Bound => ({
            address: socket.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'),
            engine: 'nginx',
            at: directiveSpan(directive),
          }),
        );
  return [...ofHaproxy, ...ofNginx];
}
