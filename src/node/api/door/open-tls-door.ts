import { Agent } from 'node:https';
import { checkPeer } from '../../pki/check-peer.ts';
import type { TlsOptions } from '../../pki/tls-options.ts';
import type { NodeDoor } from '../node-door.ts';
import { ApiDoor, type DoorOptions } from './api-door.ts';

export interface TlsDoorOptions extends DoorOptions {
  /** The node that must be there: another one's certificate is not taken for it. */
  readonly node: string;
  readonly host: string;
  readonly port: number;
  readonly tls: TlsOptions;
}

/**
 * The way to the daemon of a node over mutual TLS. It connects when it is asked something. Files that were renewed are
 * read by whoever opens the next door.
 */
export function openTlsDoor({ node, host, port, tls, ...options }: TlsDoorOptions): NodeDoor {
  const agent = new Agent({
    keepAlive: true,
    maxFreeSockets: 2,
    ...tls,
    checkServerIdentity: checkPeer(node),
  });
  const where = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return new ApiDoor(
    { end: { kind: 'tls', where, node }, who: undefined, options: { agent, host, port } },
    agent,
    options,
  );
}
