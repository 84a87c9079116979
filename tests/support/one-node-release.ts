import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundationConfig } from '../../src/release/foundation-config.ts';

export const VIP = '10.77.9.100';

/** Shell lines that give a namespace the node's interface; `far` is the other end of its cable. */
export const NODE_NETWORK = `ip link set lo up; ip link add name eth0 type veth peer name far; ip link set far up; ip link set eth0 up
       ip addr add 10.77.9.11/24 dev eth0; echo 1 > /proc/sys/net/ipv4/ip_nonlocal_bind; echo 1 > /proc/sys/net/ipv4/tcp_migrate_req`;

/** The release of a node alone on its network: every port answers with a text, `/slow` when the request's body is complete. */
export function writeOneNodeRelease(
  runDir: string,
  options: {
    text: string;
    ports?: number[];
    broken?: boolean;
    freezeMs?: number;
    runDir?: string;
  },
): void {
  const ports = options.ports ?? [80];
  // Where it will run, when that is not where it is written.
  const home = options.runDir ?? runDir;
  const dir = join(runDir, 'release');
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'foundation.json'), JSON.stringify(oneNodeConfig(ports, options.freezeMs)));
  writeFileSync(
    join(dir, 'haproxy.cfg'),
    `global
  stats socket ${home}/haproxy.sock mode 600 level admin
  stats socket ${home}/probe.sock mode 600 level admin
  hard-stop-after 1m
defaults
  mode http
  timeout client 20s
  timeout server 20s
  timeout connect 5s
frontend web
${ports.map((_, index) => `  bind fd@${3 + index}`).join('\n')}
  http-request set-header x-text ${options.text}
  use_backend slow if { path /slow }
  http-request return status 200 content-type text/plain string ${options.text} unless { path /slow }
${options.broken === true ? '  no-such-keyword\n' : ''}
backend slow
  server slow 127.0.0.1:7000
`,
  );
  writeFileSync(join(dir, 'keepalived.conf'), oneNodeKeepalived(home));
}

/** Its foundation.json, as a value. */
export function oneNodeConfig(ports: readonly number[], freezeMs = 400): FoundationConfig {
  return {
    version: 1,
    site: 'hf-test',
    node: 'lb1',
    listeners: ports.map((port, index) => ({
      name: `web:edge:${VIP}:${port}`,
      engine: 'haproxy' as const,
      protocol: 'tcp' as const,
      address: VIP,
      family: 4,
      port,
      vip: 'edge',
      service: 'web',
      fd: 3 + index,
    })),
    vips: [
      {
        name: 'edge',
        interface: 'eth0',
        addresses: [{ address: VIP, prefix: 24 }],
        instances: ['edge'],
        trackFile: 'edge',
        healthyWeight: 100,
        holderWeight: 50,
        failback: 'manual',
        failbackDelayMs: 0,
        advertMs: 50,
        priority: 40,
        takeoverMs: 0,
        peers: [],
        frontends: ['web'],
      },
    ],
    haproxy: { freezeMs: freezeMs, hardStopMs: 60_000 },
    nginx: undefined,
  };
}

export function oneNodeKeepalived(home: string): string {
  return `global_defs {
  router_id lb1
  vrrp_notify_fifo ${home}/keepalived.fifo
}
vrrp_track_file edge {
  file ${home}/track/edge
  weight 1
}
vrrp_instance edge {
  state BACKUP
  version 3
  interface eth0
  virtual_router_id 77
  priority 40
  advert_int 0.05
  virtual_ipaddress {
    ${VIP}/24 dev eth0
  }
  track_file {
    edge
  }
}
`;
}
