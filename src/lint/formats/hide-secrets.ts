/** What stands before a password in the languages that are read; the password is what follows. */
const BEFORE_A_PASSWORD = [
  /\bauth_pass\s+/g,
  /\bstats\s+auth\s+[^\s:]+:/g,
  /\b(?:insecure-)?password\s+/g,
  /\b(?:requirepass|masterauth)\s+/g,
  /\bsentinel\s+auth-pass\s+\S+\s+/g,
  /<(?:key|\w*password)>\s*/g,
  /\b\w*(?:password|passwd|secret)\w*["']?\s*[:=]\s*/gi,
];

/** A line with each password as so many stars: reports end up in logs, tickets and chats. */
export function hideSecrets(line: string): string {
  return BEFORE_A_PASSWORD.reduce(
    (text, before) =>
      text.replace(
        new RegExp(`(${before.source})("[^"]*"|'[^']*'|[^\\s;<]+)`, before.flags),
        (_, start: string, word: string) =>
          isReference(word) ? start + word : start + '*'.repeat(word.length),
      ),
    line,
  );
}

/** A variable or a file that holds it is no password. */
function isReference(word: string): boolean {
  return /^["']?(?:\$|\/|%)/.test(word);
}
