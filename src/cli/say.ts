import { atSite } from './at-site.ts';

let quiet = false;

/** `-q`: from now on only data and failures are printed. */
export function beQuiet(): void {
  quiet = true;
}

/** Words for a person, one line or several, to stderr; stdout is for data. */
export function say(text: string): void {
  if (!quiet) process.stderr.write(`${atSite(text)}\n`);
}
