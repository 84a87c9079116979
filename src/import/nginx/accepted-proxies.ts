import { ownOf } from '../../engines/nginx/meaning/in-force.ts';
import type { Scope } from '../../engines/nginx/meaning/scope.ts';
import type { ServiceInput } from '../draft.ts';
import type { Front } from './fronts.ts';
import { note, type Reading } from './reading.ts';

/** `listen … proxy_protocol`: from the networks of `set_real_ip_from`, else from whoever connects. */
export function acceptedProxies(
  reading: Reading,
  { listens, servers }: Front,
): Pick<ServiceInput, 'acceptProxy'> {
  const listen = listens.find(({ params }) => params.includes('proxy_protocol'));
  const [server] = servers;
  if (listen === undefined || server === undefined) return {};
  const said = trustedOf(server).filter((network) => /^[0-9a-fA-F:.]+(\/\d+)?$/.test(network));
  if (said.length > 0) return { acceptProxy: { from: said } };
  const message =
    'proxy_protocol believes every client what address it claims to have; name the proxies in front instead of all networks.';
  note(reading, 'import/changed', listen.directive, message);
  return { acceptProxy: { from: ['0.0.0.0/0', '::/0'] } };
}

function trustedOf(server: Scope): string[] {
  for (let level: Scope | undefined = server; level !== undefined; level = level.parent) {
    const own = ownOf(level, 'set_real_ip_from');
    if (own.length > 0) return own.flatMap(({ args }) => args[0] ?? []);
  }
  return [];
}
