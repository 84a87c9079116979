/** A built-in program that plays a part on a member. */
export type Player = EchoPlayer | ManagerPlayer | AgentsPlayer;

/** Plays a server. */
export interface EchoPlayer {
  readonly program: 'http-echo' | 'tcp-echo' | 'udp-echo';
  readonly name: string;
  readonly listen: readonly { readonly host: string; readonly port: number }[];
}

/** A simulated Wazuh manager. */
export interface ManagerPlayer {
  readonly program: 'wazuh-manager';
  readonly name: string;
  readonly type: 'master' | 'worker';
  readonly address: string;
  /** The master's address. */
  readonly master: string;
  readonly ports: ManagerPorts;
  /** Of the REST API; its password is in the lab's files. */
  readonly apiUser: string;
}

export interface ManagerPorts {
  readonly events: number;
  readonly enrollment: number;
  readonly cluster: number;
  readonly api: number;
}

/** Simulated Wazuh agents, all in one process. */
export interface AgentsPlayer {
  readonly program: 'wazuh-agents';
  /** What its socket is called. */
  readonly name: string;
  /** `HOST:PORT` of the site's events service, and of its enrollment service where it has one. */
  readonly events: string;
  readonly enroll: string | undefined;
  /** Agents number `first` (from 1) to `first + count - 1`. */
  readonly first: number;
  readonly count: number;
  /** Their keys were shared beforehand; else they enroll. */
  readonly isShared: boolean;
}

/** Of a program that plays a server; others are told apart by what they are. */
export function listenOf(player: Player): EchoPlayer['listen'] {
  return 'listen' in player ? player.listen : [];
}
