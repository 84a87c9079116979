/** Colours words that already say it all. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  dim(text: string): string;
  strong(text: string): string;
}

/** `on: false` gives the words as they are. */
export function paint(on: boolean): Paint {
  const with_ = (code: number) => (text: string) => (on ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { good: with_(32), bad: with_(31), warn: with_(33), dim: with_(2), strong: with_(1) };
}

/** Colour on a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb. */
export function wantsColour(stream: { readonly isTTY?: boolean }, env = process.env): boolean {
  return stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
