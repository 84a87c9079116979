import type { Pool, Server, Site } from '../site/site.ts';
import type { EchoPlayer } from './player.ts';

/** The program that plays a server at `host`, on its port and on that of its checks. */
export function echoPlayer(site: Site, pool: Pool, server: Server, host: string): EchoPlayer {
  const speaksHttp = pool.mode === 'http' || pool.check?.kind.is === 'http';
  const usual = pool.mode === 'udp' ? 'udp-echo' : speaksHttp ? 'http-echo' : 'tcp-echo';
  const program = site.lab.players[pool.name] ?? usual;
  const ports = new Set([server.port, server.checkPort ?? server.port]);
  return { program, name: server.name, listen: [...ports].map((port) => ({ host, port })) };
}
