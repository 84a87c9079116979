/** Text from outside as it may stand in a sentence: one line, no control characters, not long. */
export function plainWords(text: string, longest = 200): string {
  // Also those that turn the direction of writing, which can make a line read as another one.
  const plain = text
    .slice(0, longest * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1)}…`;
}
