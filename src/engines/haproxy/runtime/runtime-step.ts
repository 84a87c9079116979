import type { ServerAdmin } from './live.ts';

/** One change of a running HAProxy that can be told to a person, done, and looked for afterwards. */
export type RuntimeStep =
  | AddServer
  | MoveServer
  | WeighServer
  | LimitServer
  | LimitFrontend
  | LimitProcess
  | SetServerState
  | EmptyServer
  | DeleteServer
  | ReplaceCertificate;

export type StepOf<Kind extends RuntimeStep['kind']> = Extract<RuntimeStep, { kind: Kind }>;

interface OfServer {
  readonly pool: string;
  readonly server: string;
}

/** Never gives traffic to a server that did not pass a check, where there are checks. */
interface AddServer extends OfServer {
  readonly kind: 'add';
  readonly host: string;
  readonly port: number;
  /** Words behind the address on the `server` line, those of `default-server` included. */
  readonly words: readonly string[];
  /** The same with checks in quick succession: a server that lives for them alone says at once whether it is alive. */
  readonly scout: readonly string[] | undefined;
  readonly isChecked: boolean;
  readonly hasAgent: boolean;
  readonly admit: ServerAdmin;
}

interface MoveServer extends OfServer {
  readonly kind: 'address';
  readonly host: string;
  readonly port: number;
  readonly formerHost: string;
  readonly formerPort: number;
  readonly scout: readonly string[] | undefined;
  readonly isChecked: boolean;
  readonly admin: ServerAdmin;
}

interface WeighServer extends OfServer {
  readonly kind: 'weight';
  readonly weight: number;
  readonly former: number;
  /** As HAProxy wants it: `7`, or `0%` and `100%` where the algorithm is static. */
  readonly value: string;
}

interface LimitServer extends OfServer {
  readonly kind: 'server-limit';
  /** 0 = no limit. */
  readonly maxconn: number;
}

interface LimitFrontend {
  readonly kind: 'frontend-limit';
  readonly frontend: string;
  readonly maxconn: number;
}

interface LimitProcess {
  readonly kind: 'process-limit';
  readonly maxconn: number;
}

interface SetServerState extends OfServer {
  readonly kind: 'state';
  readonly to: ServerAdmin;
}

/** No new sessions; waits for the open ones, then cuts the rest if that is wanted; ends in maintenance. */
interface EmptyServer extends OfServer {
  readonly kind: 'empty';
  readonly withinMs: number;
  readonly closeSessions: boolean;
}

interface DeleteServer extends OfServer {
  readonly kind: 'delete';
  readonly waitsForRemovable: boolean;
}

interface ReplaceCertificate {
  readonly kind: 'certificate';
  /** As the file of HAProxy names it. */
  readonly file: string;
  /** With its private key: never shown. */
  readonly pem: string;
}
