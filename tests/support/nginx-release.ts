import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundationConfig } from '../../src/release/foundation-config.ts';
import type { Listener } from '../../src/site/listeners.ts';
import { oneNodeConfig, oneNodeKeepalived, VIP } from './one-node-release.ts';

/** Where the servers of `nginxRelease` are: what sends each byte back, and what sends each datagram back. */
export const TCP_SERVER = { host: '127.0.0.1', port: 7001 } as const;
export const UDP_SERVER = { host: '127.0.0.1', port: 7002 } as const;
export const TCP_PORT = 5000;
export const UDP_PORT = 514;

/**
 * The release of a node alone on its network whose services are nginx's: port 80 answers with a text, 5000 forwards
 * connections, 514 datagrams. `haproxy` gives port 81 to HAProxy.
 */
export function writeNginxRelease(
  runDir: string,
  options: { text: string; broken?: boolean; freezeMs?: number; workers?: number; haproxy?: boolean },
): void {
  const { text, broken = false, freezeMs = 400, workers = 2, haproxy = false } = options;
  const dir = join(runDir, 'release');
  mkdirSync(dir, { recursive: true });
  mkdirSync(join(runDir, 'nginx-temp'), { recursive: true });
  const times = { freezeMs, hardStopMs: 60_000 };
  const config: FoundationConfig = {
    ...oneNodeConfig([]),
    listeners: [
      listener('tcp', 80, 3),
      listener('tcp', TCP_PORT, 4),
      listener('udp', UDP_PORT, 5),
      ...(haproxy ? [{ ...listener('tcp', 81, 3), engine: 'haproxy' as const }] : []),
    ],
    haproxy: haproxy ? times : undefined,
    nginx: times,
  };
  writeFileSync(join(dir, 'foundation.json'), JSON.stringify(config));
  writeFileSync(join(dir, 'nginx.conf'), nginxConf(runDir, text, broken, workers));
  if (haproxy) writeFileSync(join(dir, 'haproxy.cfg'), haproxyCfg(runDir, text));
  writeFileSync(join(dir, 'keepalived.conf'), oneNodeKeepalived(runDir));
}

function listener(protocol: Listener['protocol'], port: number, fd: number): Listener {
  const name = `web:edge:${VIP}:${port}`;
  return {
    name,
    engine: 'nginx',
    protocol,
    address: VIP,
    family: 4,
    port,
    vip: 'edge',
    service: 'web',
    fd,
  };
}

function nginxConf(home: string, text: string, broken: boolean, workers: number): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (what) => `${what}_temp_path ${home}/nginx-temp/${what};`,
  );
  return `load_module /usr/lib/nginx/modules/ngx_stream_module.so;
daemon off;
user root;
pid ${home}/nginx.pid;
error_log stderr warn;
worker_processes ${workers};
worker_shutdown_timeout 60s;
${broken ? 'no_such_directive on;' : ''}
events { worker_connections 1024; }
http {
  access_log off;
  ${paths.join(' ')}
  server { listen ${VIP}:80 backlog=1024; location / { return 200 "${text}"; } }
  server { listen unix:${home}/nginx-status.sock backlog=64; location / { stub_status; } }
}
stream {
  server { listen ${VIP}:${TCP_PORT} backlog=1024; proxy_pass ${TCP_SERVER.host}:${TCP_SERVER.port}; }
  server { listen ${VIP}:${UDP_PORT} udp; proxy_pass ${UDP_SERVER.host}:${UDP_SERVER.port}; proxy_timeout 2s; }
}
`;
}

function haproxyCfg(home: string, text: string): string {
  return `global
  stats socket ${home}/haproxy.sock mode 600 level admin
  stats socket ${home}/probe.sock mode 600 level admin
defaults
  mode http
  timeout client 20s
  timeout server 20s
  timeout connect 5s
frontend web
  bind fd@3
  http-request return status 200 content-type text/plain string haproxy-${text}
`;
}
