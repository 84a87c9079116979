/** The lines of a raw text, byte for byte; one final newline belongs to the last line, not to one more. */
export function rawLines(text: string): readonly string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}
