/**
 * A haproxy.cfg as somebody wrote it. Its parts, put side by side, are the text again, byte for byte, however wrong
 * the text is (see print-source.ts). HAProxy reads line by line: nothing spans two lines.
 */
export interface HaproxySource {
  /** As the user named it. */
  readonly path: string;
  readonly lines: readonly SourceLine[];
}

export interface SourceLine {
  /** 1-based. */
  readonly line: number;
  /** Empty = a blank line or a comment alone. */
  readonly words: readonly SourceWord[];
  /** Blanks and the comment behind the last word; when a quote is not closed, all from that quote on. */
  readonly rest: string;
  /** `\n`, `\r\n`, or nothing at the end of a file. */
  readonly end: string;
}

export interface SourceWord {
  /** Blanks before it. */
  readonly before: string;
  /** As written, with quotes and escapes. */
  readonly raw: string;
  /** As HAProxy reads it; environment variables stay as written. */
  readonly value: string;
  /** Of `raw`'s first character, 1-based. */
  readonly column: number;
  /** An environment variable stands in it: its value is not known. */
  readonly hasVariable: boolean;
}
