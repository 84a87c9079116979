import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { NginxFacts } from '../../engines/nginx/nginx-facts.ts';
import type { FoundationStatus } from '../../foundation/status.ts';

/** A fact with the moment it was seen, or the reason why it was not. */
export type Seen<Fact> = { readonly fact: Fact; readonly atMs: number } | { readonly why: string };

/** What was seen of one node, three ways that do not depend on each other. */
export interface NodeLook {
  readonly foundation: Seen<FoundationStatus>;
  /** HAProxy's own socket; empty where none runs. */
  readonly servers: Seen<readonly ServerFacts[]>;
  /** nginx's own counts. Missing = the node runs none. */
  readonly nginx?: Seen<NginxFacts>;
  /** nginx's servers, by this node's checks and what nginx wrote of them. Missing = the node runs no nginx. */
  readonly checked?: Seen<readonly ServerFacts[]>;
  /** A look into the node's network: its addresses, canonical texts. */
  readonly addresses: Seen<readonly string[]>;
}
