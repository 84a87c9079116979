import type { HaproxySource, SourceWord } from '../grammar/source.ts';

/** What the files of one HAProxy say together: `-f` after `-f`, with the defaults that each proxy inherits. */
export interface HaproxyMeaning {
  readonly sources: readonly HaproxySource[];
  /** In the order of the files. Several `global` sections are one to HAProxy. */
  readonly sections: readonly Section[];
  readonly globals: readonly Section[];
  /** frontend, backend and listen. */
  readonly proxies: readonly Proxy[];
}

export interface Section {
  /** `global`, `defaults`, `frontend`, `backend`, `listen`, `peers`, `resolvers`, `userlist`, … */
  readonly kind: string;
  readonly name: string | undefined;
  /** The line that begins it. */
  readonly head: Statement;
  /** Its lines without the head, blank lines, comments and `.if` directives. */
  readonly statements: readonly Statement[];
  /** The same, by keyword; `option X` and `no option X` stand under `option`, `timeout X` under `timeout`. */
  readonly byKeyword: ReadonlyMap<string, readonly Statement[]>;
}

export interface Statement {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The first word, or the second behind `no` and `default`. */
  readonly keyword: string;
  /** The values of the words behind the keyword. */
  readonly args: readonly string[];
  /** All words of the line, the keyword included: for places. */
  readonly words: readonly SourceWord[];
  readonly modifier: 'no' | 'default' | undefined;
  /** It stands between `.if` and `.endif`: perhaps it is not in force. */
  readonly isConditional: boolean;
}

export interface Proxy extends Section {
  readonly kind: 'frontend' | 'backend' | 'listen';
  readonly name: string;
  /** The `defaults` sections that it inherits, the nearest first (`from`, or the last one before it). */
  readonly defaults: readonly Section[];
  /** `mode` of its own or inherited; HAProxy's default is tcp. A value that is a variable counts as undefined. */
  readonly mode: 'tcp' | 'http' | 'health' | undefined;
  readonly binds: readonly Bind[];
  readonly servers: readonly Server[];
}

export interface Bind {
  readonly statement: Statement;
  /** One for each address of the comma-separated list. A `listen NAME ADDRESS` counts too. */
  readonly addresses: readonly BindAddress[];
  /** Keyword → the values behind it (`ssl` → [], `crt` → ['/x.pem']); the first of each name. */
  readonly options: ReadonlyMap<string, Option>;
}

export interface BindAddress {
  /** `ip`: an address; `any`: `*`, none, 0.0.0.0 or ::; the others as HAProxy's prefixes say. */
  readonly kind: 'ip' | 'any' | 'name' | 'unix' | 'fd' | 'other' | 'variable';
  readonly family: 4 | 6 | undefined;
  /** Canonical address (0.0.0.0 and :: for `any`), host name, socket path, or the text. */
  readonly address: string;
  /** First and last port; undefined where there is none or it is not known. */
  readonly ports: readonly [number, number] | undefined;
  /** `udp` for `udp@`, `dgram+…`, `quic4@` and the like: the same port does not clash with tcp. */
  readonly transport: 'tcp' | 'udp';
}

/** A `server`, or a `server-template` with its count. */
export interface Server {
  readonly statement: Statement;
  readonly name: string;
  /** 1 for `server`; `server-template` says how many. */
  readonly count: number;
  readonly address: BindAddress;
  /**
   * What is in force: `default-server` of the defaults, of the proxy up to this line, and the line's own. `no-X` of the
   * same or a later place takes `X` out.
   */
  readonly options: ReadonlyMap<string, Option>;
}

/** One keyword of a bind or server line with its values. */
export interface Option {
  readonly name: string;
  readonly values: readonly string[];
  /** The line it stands in: the bind, server or default-server line. */
  readonly statement: Statement;
  /** Index in `statement.words` of the keyword. */
  readonly index: number;
}
