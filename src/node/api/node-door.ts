import type { NodeService } from './node-service.ts';

/** A way to a node's daemon: the same methods, over its unix socket or over mutual TLS. */
export interface NodeDoor extends NodeService {
  /** Where it leads, for sentences: `unix:/run/holdfast/node.sock`, `https://10.77.0.12:7443`. */
  readonly where: string;
  close(): void;
}
