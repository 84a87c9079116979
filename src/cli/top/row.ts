import { type Ink, type Line, lineWidth, type Span, span, wrapLine } from './spans.ts';

/** A line of a view. */
export interface Row {
  readonly line: Line;
  /** What it is about, where something can be done about it: `web/web1`. Unlike any other of the view. */
  readonly id?: string;
  /** What a filter looks for in it; missing = it always stays. */
  readonly find?: string;
}

/** Where the words begin that follow a label. */
const GUTTER = 10;

export function labelGutter(width: number): number {
  return width < 60 ? 8 : GUTTER;
}

/** A label and what is said of it, which goes on below itself. */
export function labelled(label: string, line: Line, width: number, ink: Ink = 'strong'): readonly Row[] {
  const gutter = labelGutter(width);
  return wrapLine(line, width - gutter).map((part, index) => {
    const name = index === 0 ? label.slice(0, gutter - 1) : '';
    return { line: [span(name.padEnd(gutter), ink), ...part] };
  });
}

/** Parts with a mark between them, which stays with the part before it; empty ones are left out. */
export function joined(parts: readonly Line[], mark = ','): Line {
  const full = parts.filter((part) => lineWidth(part) > 0);
  return full.flatMap((part, index): readonly Span[] => {
    const last = part.at(-1);
    if (last === undefined || index === full.length - 1) return part;
    return [...part.slice(0, -1), span(`${last.text}${mark}`, last.ink), span(' ')];
  });
}

/** Rows that hold all words of the filter, and those that no filter touches. */
export function filterRows(rows: readonly Row[], filter: string): readonly Row[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter(({ find }) => {
    const text = find?.toLowerCase();
    return text === undefined || words.every((word) => text.includes(word));
  });
}

export const BLANK: Row = { line: [] };
