import { InvalidArgumentError } from 'commander';

/** The API takes no more. */
const LONGEST = 1024;

/** A reason, as one line. */
export function parseNote(text: string): string {
  const note = text.replace(/\s+/g, ' ').trim();
  if (note.length > LONGEST) throw new InvalidArgumentError(`Write at most ${LONGEST} characters.`);
  return note;
}
