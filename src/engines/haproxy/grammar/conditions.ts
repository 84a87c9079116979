import { type Problem, problem } from '../../../base/problem.ts';
import type { Place } from '../../../base/text-range.ts';

const WORDS = ['.if', '.elif', '.else', '.endif'] as const;
type ConditionWord = (typeof WORDS)[number];

export function isConditionWord(word: string): word is ConditionWord {
  return (WORDS as readonly string[]).includes(word);
}

/** The open `.if` blocks of one file. */
export class Conditions {
  readonly #path: string;
  readonly #open: { readonly place: Place; hasElse: boolean }[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  get depth(): number {
    return this.#open.length;
  }

  take(word: ConditionWord, place: Place): readonly Problem[] {
    if (word === '.if') {
      this.#open.push({ place, hasElse: false });
      return [];
    }
    const last = this.#open.at(-1);
    if (last === undefined)
      return [this.#unbalanced(place, `There is no .if that this ${word} could belong to`)];
    if (word === '.endif') {
      this.#open.pop();
      return [];
    }
    const isBehindElse = last.hasElse;
    last.hasElse ||= word === '.else';
    if (!isBehindElse) return [];
    return [
      this.#unbalanced(place, `A ${word} may not follow the .else of the .if in line ${last.place.line}`),
    ];
  }

  /** Those that the end of the file leaves open. */
  unclosed(): Problem[] {
    return this.#open.map(({ place }) => this.#unbalanced(place, 'No .endif closes this .if'));
  }

  #unbalanced(place: Place, what: string): Problem {
    return problem(
      'haproxy/unbalanced-condition',
      this.#path,
      place,
      `${what}: HAProxy refuses the file.`,
      'give every .if one .endif in the same file, with at most one .else, the last before it.',
    );
  }
}
