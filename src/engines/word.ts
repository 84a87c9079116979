import type { Secret } from '../site/site.ts';

/** One word of an engine's file: a text, a secret that the node fills in, or both glued together. */
export type Word = string | SecretWord | readonly (string | SecretWord)[];

export interface SecretWord {
  readonly secret: Secret;
}

/** The parts of a word, in order. */
export function partsOf(word: Word): readonly (string | SecretWord)[] {
  return typeof word === 'string' || 'secret' in word ? [word] : word;
}

/** The secrets in some words, in order, repetitions included. */
export function secretsIn(words: readonly Word[]): Secret[] {
  return words.flatMap(partsOf).flatMap((part) => (typeof part === 'string' ? [] : [part.secret]));
}
