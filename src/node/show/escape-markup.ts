const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Any text as the text, or the attribute, of HTML and SVG. Characters that neither allows (controls, half surrogate
 * pairs, non-characters), and those that turn the direction of text, are shown as U+FFFD.
 */
export function escapeMarkup(words: string): string {
  return words
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]|\p{Noncharacter_Code_Point}/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
