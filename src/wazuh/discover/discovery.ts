import type { WazuhCluster } from '../../site/site.ts';
import type { ClusterNode } from '../api/wazuh-client.ts';

/** What discovery decides from. */
export interface DiscoverFacts {
  readonly cluster: WazuhCluster;
  /** What the cluster has just answered: those that are connected. undefined = it did not answer. */
  readonly nodes: readonly ClusterNode[] | undefined;
  /**
   * Manager → what the checks of all nodes say of it together: up as soon as one does, down when all do. Missing = it is not
   * checked.
   */
  readonly checks: Readonly<Record<string, 'up' | 'down' | 'unknown'>>;
  /** Manager → what is wished of it now, also of those that were removed. */
  readonly wished: Readonly<Record<string, WishedManager>>;
  /** Addresses that are the balancer's own: no manager can have them. */
  readonly taken: readonly string[];
  /** A node that is out of reach may see what we do not. */
  readonly arePeersSeen: boolean;
  readonly nowMs: number;
}

export interface WishedManager {
  /** null = it is gone. */
  readonly address: string | null;
  readonly role?: 'master' | 'worker';
}

/** One thing to ask for: a manager that comes, that moves, or that goes (null). */
export interface ManagerWish extends WishedManager {
  readonly kind: 'manager';
  readonly manager: string;
}

/** What needs a person. */
export interface ManagerFinding {
  readonly code: string;
  readonly about: string;
  readonly message: string;
  readonly remedy: string;
}

export interface Discovery {
  readonly wishes: readonly ManagerWish[];
  /** Why each wish is asked for, in its order. */
  readonly reasons: readonly string[];
  readonly findings: readonly ManagerFinding[];
  /** For the next beat. */
  readonly memory: DiscoverMemory;
}

/** What is remembered of each manager, by name. JSON. Lengths of time are those in which it was looked at. */
export interface DiscoverMemory {
  /** When the cluster answered last; undefined = not yet. */
  readonly answeredAtMs: number | undefined;
  readonly managers: Readonly<Record<string, ManagerMemory>>;
}

export interface ManagerMemory {
  /** What the cluster says it is, address and role; undefined = it is not listed. */
  readonly said: string | undefined;
  /** For how long it has said so. */
  readonly steadyMs: number;
  /** For how long neither the cluster nor the checks have seen it. */
  readonly unseenMs: number;
  /** For how long the cluster has not listed it. */
  readonly unlistedMs: number;
  /** When it came, moved or went in the last hour, in milliseconds since 1970. */
  readonly changes: readonly number[];
}

export const NO_MANAGERS: DiscoverMemory = { answeredAtMs: undefined, managers: {} };
