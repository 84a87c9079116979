import type { Fault } from '../../base/fault.ts';
import type { Kept } from '../../site/resolve-site.ts';
import type { Intents } from '../intents/intent.ts';
import type { Revision, WholeRevision } from './revision.ts';
import { StateDirectory } from './state-directory.ts';

/** A spec and its release that are to be accepted. */
export interface Acceptance
  extends Pick<WholeRevision, 'site' | 'spec' | 'release' | 'files' | 'who' | 'at'> {
  /** Default: none. */
  readonly note?: string;
  /** The router ids that the site has now; what former revisions kept is kept beside them. */
  readonly routerIds: Readonly<Record<string, number>>;
  /** The number that the revision has on the other nodes, greater than the current one. Default: the next one here. */
  readonly number?: number;
}

/** What a node must not forget. Writers are served one after the other. */
export interface State {
  /** The last ones, newest first. */
  readonly revisions: readonly Revision[];
  /** The newest; undefined = nothing was accepted on this node yet. */
  readonly current: Revision | undefined;
  readonly previous: Revision | undefined;
  /** For the next resolve: router ids once given. */
  readonly kept: Kept;
  readonly intents: Intents;
  /** Changes with revision and intents, and is the same on nodes that have the same; in quotes, as HTTP wants it. */
  readonly etag: string;
  /** What is wrong with the directory: to be told; the node works on. */
  readonly troubles: readonly Fault[];
  /**
   * Makes a revision the current one; when it returns the disk has it, and a crash before leaves the former.
   * @throws Fault `node/state-changed` when `ifMatch` is not the etag, or the number was given already; `node/cannot-store`
   */
  accept(acceptance: Acceptance, ifMatch?: string): Promise<Revision>;
  /**
   * Puts another set of intents in the place of the present one, the former or the new one after a crash.
   * @throws Fault `node/state-changed`, `node/cannot-store`, and what `change` throws
   */
  changeIntents(change: (now: Intents) => Intents, ifMatch?: string): Promise<Intents>;
  /** A revision with its texts. @throws Fault `node/no-revision`, `node/revision-damaged` */
  read(number: number): Promise<WholeRevision>;
  /** Lets another process have the directory. */
  close(): Promise<void>;
}

/**
 * Opens the state of this node, and makes the directory when there is none. A disk that cannot be read or written is
 * told in `troubles`, and tried again with the next write.
 * @param keep revisions that are kept, at least 2; default 20
 * @throws Fault `node/state-in-use`, `node/cannot-lock`
 */
export async function openState(dir: string, { keep = 20 }: { readonly keep?: number } = {}): Promise<State> {
  const directory = new StateDirectory(dir, Math.max(2, keep));
  await directory.open();
  return directory;
}
