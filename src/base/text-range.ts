/** A place in a text. Both numbers are 1-based; the column counts UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The first character of a text. */
export const START: Place = { line: 1, column: 1 };

/** A part of a file, from a character to before another; both may be on different lines. */
export interface Span {
  /** The file, as the user named it. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  readonly endLine: number;
  /** Of the first character behind. */
  readonly endColumn: number;
}
