/** How a node is called in its own files: addresses and names that differ from node to node and mean "this node". */
export type NodeWords = ReadonlySet<string>;

/** The text with each of these words, where it stands alone, put in one form. */
export function withoutNodeWords(text: string, words: NodeWords): string {
  return [...words].reduce((result, word) => {
    if (!result.includes(word)) return result;
    const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return result.replaceAll(new RegExp(`(?<![\\w:-])${escaped}(?![\\w-])`, 'g'), '<this node>');
  }, text);
}
