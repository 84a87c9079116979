import { Agent } from 'node:http';
import type { NodeDoor } from '../node-door.ts';
import { ApiDoor, type DoorOptions } from './api-door.ts';

export interface UnixDoorOptions extends DoorOptions {
  /** For whom is asked, as SUDO_USER says it; default: for the owner of the socket. */
  readonly who?: string;
  /** The node behind it, for sentences; default: this machine's own. */
  readonly node?: string;
}

/** The way to the daemon of this machine. It connects when it is asked something. */
export function openUnixDoor(path: string, { who, node = '', ...options }: UnixDoorOptions = {}): NodeDoor {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 2 });
  const end = { kind: 'unix', where: `unix:${path}`, node } as const;
  return new ApiDoor({ end, who, options: { agent, socketPath: path, host: 'localhost' } }, agent, options);
}
