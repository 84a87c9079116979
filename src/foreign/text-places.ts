import type { Place, Span } from '../base/text-range.ts';

/** Where the characters of a text stand. */
export class TextPlaces {
  readonly #path: string;
  readonly #starts: readonly number[];

  constructor(text: string, path: string) {
    this.#path = path;
    const starts = [0];
    for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1))
      starts.push(index + 1);
    this.#starts = starts;
  }

  /** From an offset to before another. */
  span(start: number, end: number): Span {
    const to = this.#placeOf(end);
    return { path: this.#path, ...this.#placeOf(start), endLine: to.line, endColumn: to.column };
  }

  #placeOf(offset: number): Place {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}
