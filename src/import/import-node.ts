import type { HaproxyMeaning } from '../engines/haproxy/meaning/meaning.ts';
import type { KeepalivedMeaning, VrrpInstance } from '../engines/keepalived/meaning/meaning.ts';
import type { NginxSource } from '../engines/nginx/grammar/source.ts';

/** One node of the pair as its files describe it. */
export interface ImportNode {
  readonly name: string;
  readonly haproxy: HaproxyMeaning | undefined;
  readonly keepalived: KeepalivedMeaning | undefined;
  /** All of its files as one, with what they include. */
  readonly nginx: NginxSource | undefined;
  /** Each of them by itself, for their comments. */
  readonly nginxFiles: readonly NginxSource[];
  readonly instances: readonly VrrpInstance[];
}
