/**
 * An nginx.conf as somebody wrote it: `tokens` put side by side are the text again, byte for byte, however wrong the
 * text is; `directives` are a view of them.
 */
export interface NginxSource {
  /** As the user named it. */
  readonly path: string;
  readonly tokens: readonly Token[];
  readonly directives: readonly Directive[];
}

export interface Token {
  readonly kind: 'blank' | 'newline' | 'comment' | 'word' | 'end' | 'open' | 'close';
  readonly raw: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

export interface Directive {
  /** As written. */
  readonly name: string;
  /** Without quotes. */
  readonly args: readonly string[];
  /** The name and its arguments: for places. */
  readonly words: readonly Token[];
  /** undefined = it ends with `;`. */
  readonly block: readonly Directive[] | undefined;
  /** The file it stands in: `include` may bring another in. */
  readonly path: string;
}
