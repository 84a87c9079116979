/** The words of a line as somebody wrote them, quotes and all, with one blank between them. */
export function asWritten({ words }: { readonly words: readonly { readonly raw: string }[] }): string {
  return words.map(({ raw }) => raw).join(' ');
}
