import { parseIp } from '../base/address.ts';
import type { Bind, HaproxyMeaning, Proxy } from '../engines/haproxy/meaning/meaning.ts';
import { proxiesInForce, serversInForce } from '../engines/haproxy/rules/proxies-in-force.ts';
import type { LintNode, LintSite } from './lint-site.ts';

/** A bind of some node's HAProxy on a port. */
export interface PortBind {
  readonly node: LintNode;
  readonly proxy: Proxy;
  readonly bind: Bind;
  /** It is open on every address of the node. */
  readonly isAny: boolean;
}

/** Where the nodes' HAProxy listens on a TCP port, for certain. */
export function bindsOn(site: LintSite, port: number): readonly PortBind[] {
  return site.nodes.flatMap((node) =>
    proxiesOf(node.haproxy).flatMap((proxy) =>
      proxy.binds
        .filter(({ statement }) => !statement.isConditional)
        .flatMap((bind) => {
          const on = bind.addresses.filter(
            ({ ports, transport }) => ports?.[0] === port && ports[1] === port && transport === 'tcp',
          );
          return on.length === 0 ? [] : [{ node, proxy, bind, isAny: on.some(({ kind }) => kind === 'any') }];
        }),
    ),
  );
}

/** Canonical addresses of the managers behind the agents' port. */
export function managersBehind(site: LintSite, port: number): ReadonlySet<string> {
  const servers = site.nodes.flatMap(({ haproxy }) => proxiesOf(haproxy).flatMap(serversInForce));
  return new Set(
    servers.filter(({ address }) => address.ports?.[0] === port).map(({ address }) => address.address),
  );
}

/** Canonical addresses that move between the nodes, or that HAProxy is bound to on the port. */
export function balancerAddresses(site: LintSite, port: number): ReadonlySet<string> {
  const bound = bindsOn(site, port).flatMap(({ bind }) =>
    bind.addresses.filter(({ kind }) => kind === 'ip').map(({ address }) => address),
  );
  const vips = site.nodes.flatMap(({ keepalived }) =>
    (keepalived?.instances ?? []).flatMap(({ addresses }) => addresses.map(({ address }) => address)),
  );
  return new Set([...bound, ...vips].map(canonical));
}

export function canonical(address: string): string {
  return parseIp(address)?.address ?? address;
}

function proxiesOf(haproxy: HaproxyMeaning | undefined): readonly Proxy[] {
  return haproxy === undefined ? [] : proxiesInForce(haproxy);
}
