import { parseHostAndPort } from '../base/address.ts';
import type { SpecPool } from '../spec/spec.ts';
import type { Findings } from './findings.ts';
import type { Server } from './site.ts';

export function resolveServers(pool: string, { servers }: SpecPool, findings: Findings): Server[] {
  return findings.inOrder(servers, `pools/${pool}/servers`).flatMap(([name, written]) => {
    const full =
      typeof written === 'string'
        ? {
            address: written,
            weight: 1,
            backup: false,
            maxConnections: undefined,
            checkPort: undefined,
            raw: {},
          }
        : written;
    const target = parseHostAndPort(full.address);
    if (target === undefined) return [];
    return [
      {
        name,
        host: target.host,
        hostIsName: target.isName,
        port: target.port,
        weight: full.weight,
        backup: full.backup,
        maxConnections: full.maxConnections,
        checkPort: full.checkPort,
        raw: full.raw.haproxy?.trim() ?? '',
      },
    ];
  });
}

/** The path of a server's address. */
export function serverPath(pool: string, server: string, spec: SpecPool): string {
  const path = `pools/${pool}/servers/${server}`;
  return typeof spec.servers[server] === 'string' ? path : `${path}/address`;
}
