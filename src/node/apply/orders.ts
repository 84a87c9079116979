import type { Forced } from '../in-force/forced.ts';

/** A spec that shall be in force. */
export interface ApplyOrder {
  /** The text of holdfast.yaml. */
  readonly spec: string;
  /** The file as the user named it; problems are told with this name. */
  readonly file: string;
  /** Default: none. */
  readonly note?: string;
  /** It is taken back after this time unless somebody confirms. Default: it is kept at once. */
  readonly confirmMs?: number;
  /** Go on without nodes that do not answer; they fetch the release when they return. Default: refuse. */
  readonly partial?: boolean;
  /** Of the plan that was looked at: refuse when what is in force or the release is another one by now. */
  readonly planned?: { readonly before: string; readonly after: string };
}

export interface RollbackOrder extends Pick<ApplyOrder, 'note' | 'confirmMs' | 'partial'> {
  /** Default: the one before the current one. */
  readonly revision?: number;
}

/** From the coordinator of an apply to a node: put this in force, and take it back by yourself unless you hear from me. */
export interface TrialOrder {
  readonly apply: string;
  /** The node that coordinates: who was asked. */
  readonly coordinator: string;
  readonly kind: 'apply' | 'rollback';
  readonly revision: number;
  /** The current revision that this replaces; another one there is a conflict. */
  readonly base: number;
  readonly spec: string;
  readonly file: string;
  /** Digest that the node must come to when it compiles the spec itself. */
  readonly release: string;
  readonly routerIds: Readonly<Record<string, number>>;
  readonly who: string;
  readonly at: string;
  readonly note: string;
  /** The trial ends by itself this long after the last word from the coordinator. */
  readonly leaseMs: number;
  /** A step on the way to the release; the last order of an apply names none. Default: the release itself. */
  readonly step?: TrialStep;
}

/** What a node puts in force for a while, so that VRRP instances that would not understand each other never meet. */
export interface TrialStep {
  /** The files of the revision that is replaced, or those of the release. */
  readonly of: 'former' | 'next';
  /** VIPs in which the node takes no part yet. */
  readonly without: readonly string[];
}

/** A node's answer to `check`: the engines there were asked, nothing was changed. */
export interface Checked {
  readonly node: string;
  /** Digest of the release as this node compiles it. */
  readonly release: string;
  /** The node's current revision and etag, by which a second apply is noticed. */
  readonly revision: number;
  readonly etag: string;
  /** How the change would be done here. */
  readonly how: Forced['how'];
  /** Sessions that it would end. */
  readonly sessionsCut: number;
  readonly notes: readonly string[];
}
