/** `lb1`, `lb1 and lb2`, `lb1, lb2 and lb3`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `08:15:30 UTC` of a moment in ISO 8601. */
export function timeOf(moment: string): string {
  return `${moment.slice(11, 19)} UTC`;
}

export function sessionsWords(count: number): string {
  if (count === 0) return 'no session was cut';
  return count === 1 ? '1 session was cut' : `${count} sessions were cut`;
}
