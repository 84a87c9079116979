/** A place in a text. Both numbers are 1-based; the column counts UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The first character of a text. */
export const START: Place = { line: 1, column: 1 };
