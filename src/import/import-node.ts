import type { HaproxyMeaning } from '../engines/haproxy/meaning/meaning.ts';
import type { KeepalivedMeaning, VrrpInstance } from '../engines/keepalived/meaning/meaning.ts';

/** One node of the pair as its files describe it. */
export interface ImportNode {
  readonly name: string;
  readonly haproxy: HaproxyMeaning | undefined;
  readonly keepalived: KeepalivedMeaning | undefined;
  readonly instances: readonly VrrpInstance[];
}
