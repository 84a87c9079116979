import type { ApplyProgress } from '../apply/apply-progress.ts';
import type { Intents } from '../intents/intent.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { HolderMemory } from './holder-memory.ts';
import type { NodeFinding } from './node-observation.ts';
import type { SiteSight } from './see-site.ts';
import type { SiteFacts } from './site-facts.ts';
import type { SiteStatus } from './site-status.ts';

/** A finding as it is found; since when is known by who remembers. */
export type Found = Omit<NodeFinding, 'at'>;

/** All that can need a person. */
export interface FindingFacts extends SiteFacts {
  /** As `rememberHolders` made it from the same facts. */
  readonly since: HolderMemory;
  /** What the same facts come to. Default: composed once more. */
  readonly status?: SiteStatus | undefined;
  readonly intents: Intents;
  /** The apply that is on, or the last one. */
  readonly apply: ApplyProgress | undefined;
  /** Certificates that services on this node show to clients. Default: none are looked at. */
  readonly certificates?: readonly ServiceCertificate[];
  /** Events of the last ten minutes at least. */
  readonly recent: readonly Pick<JournalEvent, 'kind' | 'at' | 'fields'>[];
  /** What fails on this node itself: its state, its journal, its healing. Told as they are. */
  readonly troubles: readonly Trouble[];
  /** What this node found the last time. */
  readonly former: readonly NodeFinding[];
}

export interface ServiceCertificate {
  readonly file: string;
  readonly services: readonly string[];
  /** ISO 8601; undefined = it cannot be read, for the reason in `why`. */
  readonly notAfter: string | undefined;
  readonly why?: string;
}

/** A Fault, or what looks like one; `about` as in a finding, default: the node itself. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly about?: string;
  /** Default: warning. */
  readonly severity?: NodeFinding['severity'];
}

export type FindingSight = SiteSight & Omit<FindingFacts, 'status'>;
