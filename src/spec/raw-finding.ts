/** Something that a raw text may not hold; `line` counts from 0. */
export interface RawFinding {
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}
