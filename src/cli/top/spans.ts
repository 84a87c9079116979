/** What a word is told with besides itself; a terminal without colours shows the words alone. */
export type Ink = 'plain' | 'strong' | 'good' | 'warn' | 'bad' | 'dim' | 'scream' | 'chosen';

export interface Span {
  readonly text: string;
  readonly ink: Ink;
}

export type Line = readonly Span[];

export function span(text: string, ink: Ink = 'plain'): Span {
  return { text: text.replace(/[\t\r\n]+/g, ' '), ink };
}

/** Columns that a text takes: marks above letters take none, letters of East Asia and pictures take two. */
export function widthOf(text: string): number {
  if (/^[\u0020-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u259f]*$/.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

function letterWidth(letter: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(letter)) return 0;
  return WIDE.test(letter) ? 2 : 1;
}

/** Unicode's East Asian Width W and F, by blocks, and what stands as a picture. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u;

export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + widthOf(text), 0);
}

export function lineText(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** The text, or its beginning and … */
export function clipText(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return '';
  let left = width - 1;
  let kept = '';
  for (const letter of text) {
    left -= letterWidth(letter);
    if (left < 0) break;
    kept += letter;
  }
  return `${kept}…`;
}

/** The line, or its beginning and … */
export function clipLine(line: Line, width: number): Line {
  if (lineWidth(line) <= width) return line;
  const kept: Span[] = [];
  let left = width;
  for (const { text, ink } of line) {
    const own = widthOf(text);
    // What follows needs a mark that it is missing.
    if (own < left) {
      kept.push({ text, ink });
      left -= own;
      continue;
    }
    kept.push({ text: clipText(`${text} `, left), ink });
    break;
  }
  return kept;
}

/** Words one after the other, on as many lines as it takes; longer words are broken. */
export function wrapLine(line: Line, width: number): readonly Line[] {
  const room = Math.max(1, width);
  const lines: Span[][] = [[]];
  let left = room;
  const begin = () => {
    lines.push([]);
    left = room;
  };
  for (const { text, ink } of line) {
    for (const word of text.match(/ +|[^ ]+/g) ?? []) {
      let rest = word;
      if (widthOf(rest) > left && (rest.startsWith(' ') || left < room)) {
        begin();
        if (rest.startsWith(' ')) continue;
      }
      // A blank at the beginning of a line that goes on is none.
      if (rest.startsWith(' ') && left === room && lines.length > 1) continue;
      while (widthOf(rest) > left) {
        const part = firstOf(rest, left);
        lines.at(-1)?.push({ text: part, ink });
        rest = rest.slice(part.length);
        begin();
      }
      lines.at(-1)?.push({ text: rest, ink });
      left -= widthOf(rest);
    }
  }
  return lines;
}

/** As many letters as fit, and at least one. */
function firstOf(text: string, width: number): string {
  let kept = '';
  for (const letter of text) {
    if (kept !== '' && widthOf(kept + letter) > width) break;
    kept += letter;
  }
  return kept;
}

/** Exactly as wide as it shall be. */
export function fillLine(line: Line, width: number, ink: Ink = 'plain'): Line {
  const clipped = clipLine(line, width);
  const missing = width - lineWidth(clipped);
  return missing <= 0 ? clipped : [...clipped, { text: ' '.repeat(missing), ink }];
}
