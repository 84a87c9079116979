import type { Span } from '../../../base/text-range.ts';
import { TextPlaces } from '../../text-places.ts';

/** A cursor over a script, with the place of each character. */
export class ShellReader {
  readonly text: string;
  readonly path: string;
  /** Offset of the next character. */
  at = 0;
  /** Here-documents whose bodies begin behind the next end of a line. */
  readonly waiting: { delimiter: string; stripsTabs: boolean }[] = [];
  readonly #places: TextPlaces;

  constructor(text: string, path: string) {
    this.text = text;
    this.path = path;
    this.#places = new TextPlaces(text, path);
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The character `ahead` of the next one; empty behind the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  spanFrom(start: number, end = this.at): Span {
    return this.#places.span(start, end);
  }

  /** Passes blanks, continued lines and a comment. */
  skipBlanks(): void {
    for (;;) {
      if (this.startsWith('\\\n')) this.at += 2;
      else if (this.startsWith('\\\r\n')) this.at += 3;
      else if (/[ \t\r]/.test(this.peek()) && !this.isAtEnd) this.at += 1;
      else break;
    }
    if (this.peek() === '#') {
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end;
    }
  }

  /** Passes the end of a line and the here-documents that begin behind it. */
  skipNewline(): void {
    this.at += 1;
    for (const { delimiter, stripsTabs } of this.waiting.splice(0)) {
      while (!this.isAtEnd) {
        const end = this.text.indexOf('\n', this.at);
        const line = this.text.slice(this.at, end < 0 ? undefined : end).replace(/\r$/, '');
        this.at = end < 0 ? this.text.length : end + 1;
        if ((stripsTabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
      }
    }
  }
}
