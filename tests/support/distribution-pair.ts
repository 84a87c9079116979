import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VIP } from './package-pair.ts';
import type { SystemdHost } from './systemd-host.ts';
import { waitUntil } from './wait-until.ts';

const OWN: Readonly<Record<string, readonly [own: string, peer: string, priority: number]>> = {
  lb1: ['10.77.0.11', '10.77.0.12', 150],
  lb2: ['10.77.0.12', '10.77.0.11', 100],
};

const HAPROXY = `global
    user haproxy
    group haproxy
    maxconn 4000

defaults
    mode http
    timeout connect 5s
    timeout client 50s
    timeout server 50s

frontend web
    bind *:80
    default_backend web

backend web
    option httpchk GET /health
    default-server check inter 1s
    server web1 10.77.0.21:8080
    server web2 10.77.0.22:8080
`;

/** @param casts by multicast, Keepalived needs no word about its peers */
function keepalived(node: string, casts: 'multicast' | 'unicast'): string {
  const [own = '', peer = '', priority = 0] = OWN[node] ?? [];
  return `vrrp_instance edge {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
${casts === 'multicast' ? '' : `    unicast_src_ip ${own}\n    unicast_peer {\n        ${peer}\n    }\n`}    authentication {
        auth_type PASS
        auth_pass seagrass
    }
    virtual_ipaddress {
        ${VIP}/24
    }
}
`;
}

/** What the spec says of the pair that runs. */
export const ADOPTED_SPEC = `version: 1
name: adopted
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  edge:
    address: ${VIP}/24
    failover: { advertise: 1s, failback: automatic, delay: 0s }
    vrrp: { version: 2, routerId: 51, password: { env: VRRP_PASSWORD }, priorities: { lb1: 150, lb2: 100 } }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web }
pools:
  web:
    check: { http: /health, every: 1s }
    servers: { web1: 10.77.0.21:8080, web2: 10.77.0.22:8080 }
`;

/** The distribution's haproxy and keepalived serve the VIP on a host, as packages and an hour of work leave them. */
export async function serveByDistribution({ name, root, run }: SystemdHost): Promise<void> {
  for (const folder of ['haproxy', 'keepalived']) mkdirSync(join(root, 'etc', folder), { recursive: true });
  writeFileSync(join(root, 'etc/haproxy/haproxy.cfg'), HAPROXY);
  writeFileSync(join(root, 'etc/keepalived/keepalived.conf'), keepalived(name, 'multicast'));
  await run('systemctl', 'enable', '--now', 'haproxy.service', 'keepalived.service');
}

/** As the page of host/adopt-multicast says: the next holder has the VIP before the former lets go. */
export async function speakByUnicast(holder: SystemdHost, standby: SystemdHost): Promise<void> {
  for (const { name, root } of [holder, standby])
    writeFileSync(join(root, 'etc/keepalived/keepalived.conf'), keepalived(name, 'unicast'));
  await standby.run('systemctl', 'restart', 'keepalived.service');
  await waitUntil('the standby, which hears nobody, takes the VIP', 20_000, async () =>
    (await standby.run('ip', '-o', 'address', 'show', 'dev', 'eth0')).includes(`${VIP}/`),
  );
  await holder.run('systemctl', 'restart', 'keepalived.service');
}

const NGINX = `events {}

http {
    access_log off;

    upstream web {
        server 10.77.0.21:8080;
        server 10.77.0.22:8080;
    }

    server {
        listen 80;

        location / {
            proxy_pass http://web;
        }
    }
}
`;

/** nginx.service in the place of the host's haproxy.service. */
export async function serveByNginx({ root, run }: SystemdHost): Promise<void> {
  writeFileSync(join(root, 'etc/nginx/nginx.conf'), NGINX);
  await run('systemctl', 'disable', '--now', 'haproxy.service');
  await run('systemctl', 'enable', '--now', 'nginx.service');
}
