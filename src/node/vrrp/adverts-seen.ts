import type { InstanceDump } from '../../engines/keepalived/observe/read-dump.ts';

/** What a node's Keepalived tells of VRRP adverts when it is asked. */
export interface AdvertsSeen {
  /** When it wrote this; milliseconds since 1970 by the clock of that node. */
  readonly atMs: number;
  /** One a VIP and address family. */
  readonly instances: readonly (InstanceDump & { readonly vip: string })[];
  /** Why nothing is known; undefined = the rest is what it told. */
  readonly why: string | undefined;
}
