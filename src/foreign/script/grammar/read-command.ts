import type { Span } from '../../../base/text-range.ts';
import { readWord } from './read-word.ts';
import type { ShellReader } from './shell-reader.ts';
import type { ShellCommand, ShellWord, Step } from './source.ts';

type ReadSteps = (reader: ShellReader, close: ')' | '`', depth: number) => readonly Step[];

export interface Surroundings {
  readonly readSteps: ReadSteps;
  readonly depth: number;
  /** What ends the substitution that this command stands in. */
  readonly close: ')' | '`' | undefined;
}

const REDIRECT = /(\d*|\{\w+\})(<<<|<<-?|<>|<&|>>|>&|>\||&>>|&>|[<>])(?!\()/y;
const ASSIGNMENT = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/;

/** A simple command: assignments, words and redirections in any order; undefined where none begins. */
export function readCommand(reader: ShellReader, around: Surroundings): ShellCommand | undefined {
  const assignments: { name: string; word: ShellWord }[] = [];
  const words: ShellWord[] = [];
  const redirects: { operator: string; target: string }[] = [];
  let start = -1;
  let at: Span | undefined;
  for (;;) {
    reader.skipBlanks();
    const from = reader.at;
    const isTest = words[0]?.value === '[[' && words.at(-1)?.value !== ']]';
    const operator = isTest ? undefined : redirection(reader);
    if (operator === undefined) {
      const word = readWord(reader, around.readSteps, around.depth, isTest, around.close);
      if (word === undefined) {
        // Inside [[ ]] a line may end anywhere.
        if (isTest && reader.peek() === '\n') {
          reader.skipNewline();
          continue;
        }
        break;
      }
      const name = words.length === 0 ? ASSIGNMENT.exec(word.raw)?.[1] : undefined;
      if (name === undefined) words.push(word);
      else {
        if (reader.peek() === '(' && word.raw.endsWith('=')) skipArray(reader);
        assignments.push({ name, word });
      }
    } else {
      reader.skipBlanks();
      const target = readWord(reader, around.readSteps, around.depth, false, around.close)?.value ?? '';
      if (/(?<!<)<<-?$/.test(operator)) {
        reader.waiting.push({ delimiter: target, stripsTabs: operator.endsWith('-') });
      }
      redirects.push({ operator, target });
    }
    if (start < 0) start = from;
    at = reader.spanFrom(start);
  }
  return at === undefined ? undefined : { assignments, words, redirects, at };
}

function redirection(reader: ShellReader): string | undefined {
  REDIRECT.lastIndex = reader.at;
  const match = REDIRECT.exec(reader.text);
  if (match === null) return undefined;
  reader.at += match[0].length;
  return match[0];
}

/** `name=(…)`: the members are of no interest to any rule. */
function skipArray(reader: ShellReader): void {
  const end = reader.text.indexOf(')', reader.at);
  reader.at = end < 0 ? reader.text.length : end + 1;
}
