import type { Span } from '../../base/text-range.ts';
import type { Directive, NginxSource } from '../../engines/nginx/grammar/source.ts';
import { directiveSpan } from '../../engines/nginx/grammar/spans.ts';
import type { ProxyPass } from '../../engines/nginx/meaning/proxy-passes.ts';
import type { Scope } from '../../engines/nginx/meaning/scope.ts';
import type { ImportCode, PoolInput, ServiceInput } from '../draft.ts';

/** What an nginx that balances does, in the words of a spec, while its files are read. */
export interface Reading {
  readonly source: NginxSource;
  /** VIP → its addresses, without prefix. */
  readonly vips: ReadonlyMap<string, readonly string[]>;
  /** By the block in which they stand. */
  readonly passes: ReadonlyMap<Scope, ProxyPass>;
  readonly services: NginxService[];
  readonly pools: Map<string, NginxPool>;
  /** The key of a pool → its name. */
  readonly poolNames: Map<string, string>;
  /** The names of the pools as the keys of an object. */
  readonly takenNames: Record<string, true>;
  /** `127.0.0.1:8080`: sockets that are on no VIP. */
  readonly elsewhere: Set<string>;
  readonly notes: Note[];
  /** Directives that a key of the spec says and that are told elsewhere. */
  readonly taken: Set<Directive>;
  /** Blocks that were told as a whole. */
  readonly dropped: Set<Directive>;
}

/** Something that could not be said as it stood. */
export interface Note {
  readonly code: ImportCode;
  readonly at: Span;
  readonly message: string;
}

export interface NginxService {
  readonly name: string;
  readonly input: ServiceInput;
  /** `10.0.0.100:443`. */
  readonly listeners: readonly string[];
  /** Where plain HTTP is only sent to https. */
  readonly redirecting: string[];
  readonly certificates: readonly string[];
  /** As nginx decides: `api if (host api.example.org) (path_beg /v1)`. */
  readonly routes: readonly string[];
  readonly pool: string | undefined;
  /** HAProxy's name of a time-out → milliseconds. */
  readonly timeouts: Timers;
  /** The block above which somebody may have written what it is for. */
  readonly block: Directive | undefined;
}

export interface NginxPool {
  readonly input: PoolInput;
  /** `leastconn`, as HAProxy writes it. */
  readonly algorithm: string;
  readonly timeouts: Timers;
  readonly block: Directive | undefined;
  /** Server of the spec → the line that named it. */
  readonly lines: ReadonlyMap<string, Directive>;
  /** What of the pool is the same for two that may be one. */
  readonly key: string;
}

export type Timers = Readonly<Record<string, number>>;

export function note(reading: Reading, code: ImportCode, directive: Directive, message: string): void {
  reading.notes.push({ code, at: directiveSpan(directive), message });
}

/** Tells that a block is left out; what stands in it is not told again. */
export function drop(reading: Reading, directive: Directive, reason: string): void {
  if (reading.dropped.has(directive)) return;
  reading.dropped.add(directive);
  note(reading, 'import/left-out', directive, `"${textOf(directive)}" is left out: ${reason}`);
}

/** The name and its arguments as they were written, on one line. */
export function textOf({ words }: Directive): string {
  return words.map(({ raw }) => raw.replaceAll('\n', '\\n')).join(' ');
}
