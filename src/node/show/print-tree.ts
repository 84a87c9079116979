import { escapeMarkup } from './escape-markup.ts';
import type { Tree } from './tree.ts';

/** A tree as text that is well-formed in HTML and in XML alike. */
export function printTree({ tag, attributes, inner }: Tree): string {
  const words = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`,
  );
  const parts = inner.map((part) => (typeof part === 'string' ? escapeMarkup(part) : printTree(part)));
  return `<${tag}${words.join('')}>${parts.join('')}</${tag}>`;
}
