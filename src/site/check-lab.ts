import type { Spec } from '../spec/spec.ts';
import type { Findings } from './findings.ts';
import { MADE } from './presets/wazuh/made-names.ts';
import { serverPath } from './resolve-servers.ts';
import type { Pool } from './site.ts';

/** Whether the lab has hosts for the servers of a pool; those of the dashboard are not simulated. */
export function isPlayed({ lab }: Spec, pool: string): boolean {
  if (Object.hasOwn(lab.servers, pool)) return true;
  return lab.managers !== undefined && [MADE.events, MADE.enrollment, MADE.api].some((made) => made === pool);
}

/** In the lab every node, client and played server is a host of its own, known by its name. */
export function checkLab(
  spec: Spec,
  nodes: readonly { readonly name: string }[],
  pools: readonly Pool[],
  findings: Findings,
): void {
  const known = Object.keys(spec.pools);
  for (const pool of Object.keys(spec.lab.servers)) {
    if (!known.includes(pool)) findings.unknown('pool', pool, `lab/servers/${pool}`, known);
  }
  const hosts = new Map<string, { what: string; address: string | undefined }>();
  for (const { name } of nodes) hosts.set(name, { what: `node ${name}`, address: undefined });
  for (let number = 1; number <= spec.lab.clients; number += 1) {
    const name = number === 1 ? 'client' : `client${number}`;
    if (hosts.has(name)) taken(`nodes/${name}`, name, 'a client of the lab');
    hosts.set(name, { what: 'a client of the lab', address: undefined });
  }
  for (const pool of pools.filter(({ name }) => isPlayed(spec, name))) {
    for (const server of pool.servers) {
      const path = `pools/${pool.name}/servers/${server.name}`;
      const owner = hosts.get(server.name);
      if (server.hostIsName) needsAddress(pool.name, server.name, server.host);
      // The same host may serve two pools.
      if (owner !== undefined && owner.address !== server.host) taken(path, server.name, owner.what);
      hosts.set(server.name, {
        what: `a server of pool ${pool.name} at ${server.host}`,
        address: server.host,
      });
    }
  }

  function taken(path: string, name: string, what: string): void {
    const message = `The lab would have two hosts with the name "${name}"; one is ${what}.`;
    findings.add('spec/lab-name-taken', path, message, 'rename one of them.');
  }

  function needsAddress(pool: string, server: string, host: string): void {
    const written = spec.pools[pool];
    if (written === undefined) return;
    const message = `The lab plays server ${server}, but "${host}" is a name, and the lab has no DNS.`;
    const remedy = `write an address, or let the lab not play it.`;
    findings.add('spec/lab-needs-address', serverPath(pool, server, written), message, remedy);
  }
}
