import type { Spec } from '../spec/spec.ts';
import type { Findings } from './findings.ts';
import { portsOf, vipsOf } from './resolve-services.ts';

interface Claim {
  readonly service: string;
  readonly path: string;
}

/** One VIP and port belong to one service, its redirecting port included. */
export function checkPorts(spec: Spec, findings: Findings): void {
  const owners = new Map<string, Claim>();
  for (const [service, written] of findings.inOrder(spec.services, 'services')) {
    const path = `services/${service}`;
    const isList = Array.isArray(written.listen);
    const claims = portsOf(written).map((port, index) => ({
      port,
      path: isList ? `${path}/listen/${index}` : `${path}/listen`,
    }));
    const redirect = written.tls?.redirectFrom;
    if (redirect !== undefined) claims.push({ port: redirect, path: `${path}/tls/redirectFrom` });
    for (const { port, path: at } of claims) {
      for (const vip of new Set(vipsOf(written)))
        claim(`${vip}${written.mode === 'udp' ? ' (udp)' : ''}`, port, { service, path: at });
      if (port === spec.stats?.listen && written.mode !== 'udp') besideStats(service, port);
    }
  }
  if (spec.stats?.listen === spec.api.port) {
    findings.add(
      'spec/port-taken',
      'stats/listen',
      `Port ${spec.api.port} of the nodes' own addresses is the one where the node daemons are reached.`,
      'choose another port for the stats page, for example 8404, or another "api: { port: … }".',
    );
  }

  function claim(vip: string, port: number, wish: Claim): void {
    const owner = owners.get(`${vip} ${port}`);
    if (owner === undefined) {
      owners.set(`${vip} ${port}`, wish);
      return;
    }
    const line = findings.place(owner.path).line;
    const message =
      owner.service === wish.service
        ? `Service ${wish.service} listens on port ${port} of VIP ${vip} twice (line ${line}).`
        : `Service ${wish.service} listens on port ${port} of VIP ${vip}, and so does service ${owner.service} (line ${line}).`;
    findings.add(
      'spec/port-taken',
      wish.path,
      message,
      'choose another port or another VIP; one http service can serve many hosts by "routes".',
    );
  }

  function besideStats(service: string, port: number): void {
    const message = `The stats page has port ${port} of the nodes' own addresses, and service ${service} the same port of a VIP: they are easily confused.`;
    findings.add(
      'spec/port-taken',
      'stats/listen',
      message,
      'choose another port for the stats page, for example 8404.',
      'warning',
    );
  }
}
