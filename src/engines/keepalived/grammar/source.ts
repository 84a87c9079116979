/**
 * A keepalived.conf as somebody wrote it: `tokens` put side by side are the text again, byte for byte, however wrong the
 * text is; `entries` are a view of them.
 */
export interface KeepalivedSource {
  /** As the user named it. */
  readonly path: string;
  readonly tokens: readonly Token[];
  readonly entries: readonly SourceEntry[];
}

export interface Token {
  readonly kind: 'blank' | 'newline' | 'comment' | 'word' | 'open' | 'close';
  readonly raw: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** A keyword with its words, and the entries in its braces where it has some. */
export interface SourceEntry {
  readonly words: readonly SourceWord[];
  /** `@id` or `@^id` in front of the line, with its sign; undefined = always in force. */
  readonly condition: string | undefined;
  /** It, or a block around it, has a condition: whether it is in force is not known here. */
  readonly isConditional: boolean;
  /**
   * What it says is not known here: its keyword is a definition, `~SEQ(…)` repeats it, or it includes another file.
   */
  readonly isOpen: boolean;
  /** undefined = no braces. */
  readonly block: readonly SourceEntry[] | undefined;
  /** The brace that ends the block; undefined = there is none. */
  readonly close: Token | undefined;
  readonly comment: string | undefined;
}

export interface SourceWord {
  readonly raw: string;
  /** As Keepalived reads it: without quotes, with definitions (`$NAME`) of this file put in where they are known. */
  readonly value: string;
  readonly isQuoted: boolean;
  /** A definition that is not known here, or `~SEQ(…)`, stands in it: its value is not known. */
  readonly isOpen: boolean;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** A brace that belongs to nothing. */
export interface Stray {
  readonly kind: 'close-without-block' | 'open-without-keyword' | 'block-not-closed';
  readonly token: Token;
}
