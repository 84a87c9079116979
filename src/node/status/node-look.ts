import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { NginxFacts } from '../../engines/nginx/nginx-facts.ts';
import type { FoundationStatus } from '../../foundation/status.ts';

/** A fact with the moment it was seen, or the reason why it was not. */
export type Seen<Fact> = { readonly fact: Fact; readonly atMs: number } | { readonly why: string };

/** What was seen of one node, three ways that do not depend on each other. */
export interface NodeLook {
  readonly foundation: Seen<FoundationStatus>;
  /** HAProxy's own socket, and this node's checks of nginx's servers. */
  readonly servers: Seen<readonly ServerFacts[]>;
  /** nginx's own counts. Missing = the node runs none. */
  readonly nginx?: Seen<NginxFacts>;
  /** A look into the node's network: its addresses, canonical texts. */
  readonly addresses: Seen<readonly string[]>;
}
