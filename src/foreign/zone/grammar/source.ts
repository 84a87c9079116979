import type { Span } from '../../../base/text-range.ts';
import type { SaidWord } from '../../said-word.ts';

/** A DNS zone file (RFC 1035 §5). */
export interface ZoneSource {
  /** As the user named it. */
  readonly path: string;
  /** In seconds, of `$TTL`: the last one. */
  readonly defaultTtl: { readonly seconds: number; readonly at: Span } | undefined;
  /** It begins a zone ($TTL, $ORIGIN or an SOA says so) and takes nothing in by $INCLUDE. */
  readonly isWhole: boolean;
  readonly records: readonly ZoneRecord[];
}

export interface ZoneRecord {
  /** As written, lower case, made complete with $ORIGIN where one is said; `@` is the zone's own name. */
  readonly name: string;
  /** In seconds: its own, else the `$TTL` in force, else (RFC 2308 §4) the former record's; undefined = not known. */
  readonly ttl: number | undefined;
  /** Upper case. */
  readonly type: string;
  readonly values: readonly SaidWord[];
  /** From its first to its last character. */
  readonly at: Span;
}
