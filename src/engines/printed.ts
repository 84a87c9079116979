import type { Secret, SpecPath } from '../site/site.ts';

/** One printed line and where in the spec it comes from; undefined = a default of ours. */
export interface PrintedLine {
  readonly text: string;
  readonly origin: SpecPath | undefined;
}

/** A printed file: text with a final newline, the origin of each line, the secrets that stand in it. */
export interface Printed {
  readonly text: string;
  readonly origins: readonly (SpecPath | undefined)[];
  readonly secrets: readonly Secret[];
}

/** Puts lines together; secrets are listed once each, in the order of the text. */
export function printed(lines: readonly PrintedLine[], secrets: readonly Secret[]): Printed {
  const once = new Map(secrets.map((secret) => [JSON.stringify(secret), secret]));
  return {
    text: lines.map(({ text }) => `${text}\n`).join(''),
    origins: lines.map(({ origin }) => origin),
    secrets: [...once.values()],
  };
}
