/** Colours words that already say it all. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
}

/** `on: false` gives the words as they are; nothing stays nothing. */
export function paint(on: boolean): Paint {
  const ink = (code: number) => (text: string) =>
    on && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { good: ink(32), bad: ink(31), warn: ink(33), dim: ink(2), strong: ink(1) };
}

/** Colour on a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb. */
export function wantsColour(stream: { readonly isTTY?: boolean }, env = process.env): boolean {
  return stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
