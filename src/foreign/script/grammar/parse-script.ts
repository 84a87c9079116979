import type { Problem } from '../../../base/problem.ts';
import { readCommand, type Surroundings } from './read-command.ts';
import { readWord } from './read-word.ts';
import { ShellReader } from './shell-reader.ts';
import type { Keyword, Pipeline, ScriptSource, ShellCommand, ShellWord, Step } from './source.ts';

const PLAIN = new Set(['if', 'then', 'elif', 'else', 'fi', 'while', 'until', 'do', 'done', 'esac', '{', '}']);
/** Commands whose words begin with a word of the shell itself, so that what follows is a command again. */
const RESERVED =
  /^(?:if|then|elif|else|fi|while|until|do|done|esac|case|for|select|function|\{|\}|!|time)(?=[\s;&|()]|$)/;

/**
 * Reads any text without complaint: a shell says itself what it cannot read, and rules only speak of commands that
 * they recognise.
 */
export function parseScript(
  text: string,
  path: string,
): { script: ScriptSource; problems: readonly Problem[] } {
  const reader = new ShellReader(text, path);
  return { script: { path, steps: readSteps(reader, undefined, 0) }, problems: [] };
}

function readSteps(reader: ShellReader, close: ')' | '`' | undefined, depth: number): readonly Step[] {
  const around: Surroundings = { readSteps, depth, close };
  const steps: Step[] = [];
  /** For each `case` that is open: a pattern comes next. */
  const cases: boolean[] = [];
  let openParentheses = 0;
  let commands: ShellCommand[] = [];
  let isNegated = false;

  const keyword = (word: Keyword['word'], start: number, words: readonly ShellWord[] = []) =>
    steps.push({ kind: 'keyword', word, words, at: reader.spanFrom(start) });
  const finish = (end: Pipeline['end']) => {
    const [first] = commands;
    const last = commands.at(-1);
    if (first === undefined || last === undefined) return;
    const at = { ...first.at, endLine: last.at.endLine, endColumn: last.at.endColumn };
    steps.push({ kind: 'pipeline', commands, isNegated, end, at });
    commands = [];
    isNegated = false;
  };
  const wordsUntil = (end: RegExp): ShellWord[] => {
    const words: ShellWord[] = [];
    for (;;) {
      reader.skipBlanks();
      if (end.test(reader.text.slice(reader.at, reader.at + 5))) return words;
      const word = readWord(reader, readSteps, depth, false, close);
      if (word === undefined) return words;
      words.push(word);
    }
  };

  for (;;) {
    reader.skipBlanks();
    const start = reader.at;
    const sign = reader.peek();
    if (
      reader.isAtEnd ||
      (sign === close && (close !== ')' || openParentheses === 0) && cases.at(-1) !== true)
    )
      break;
    if (sign === '\n') {
      finish(';');
      reader.skipNewline();
    } else if (reader.startsWith(';;')) {
      finish(';');
      reader.at += /^;;?&/.test(reader.text.slice(start + 1, start + 3)) ? 3 : 2;
      if (cases.length > 0) cases[cases.length - 1] = true;
    } else if (cases.at(-1) === true && !/^esac\b/.test(reader.text.slice(start, start + 5))) {
      readArm();
    } else if (sign === ';') {
      finish(';');
      reader.at += 1;
    } else if (sign === '&' && reader.peek(1) !== '>') {
      finish(reader.peek(1) === '&' ? '&&' : '&');
      reader.at += reader.peek(1) === '&' ? 2 : 1;
    } else if (sign === '|') {
      const isOr = reader.peek(1) === '|';
      if (isOr) finish('||');
      reader.at += isOr || reader.peek(1) === '&' ? 2 : 1;
    } else if (reader.startsWith('((')) {
      const end = reader.text.indexOf('))', start);
      reader.at = end < 0 ? reader.text.length : end + 2;
    } else if (sign === '(' || sign === ')') {
      finish(';');
      reader.at += 1;
      openParentheses += sign === '(' ? 1 : openParentheses > 0 ? -1 : 0;
      keyword(sign, start);
    } else if (commands.length === 0 && RESERVED.test(reader.text.slice(start, start + 10))) {
      readReserved();
    } else {
      const command = readCommand(reader, around);
      if (command === undefined) reader.at = Math.max(reader.at, start + 1);
      else if (isFunctionHead(command)) {
        reader.at += /^\([ \t]*\)/.exec(reader.text.slice(reader.at))?.[0].length ?? 0;
        keyword('function', start, command.words);
      } else commands.push(command);
    }
  }
  finish(';');
  return steps;

  function isFunctionHead({ words, assignments }: ShellCommand): boolean {
    return (
      words.length === 1 &&
      assignments.length === 0 &&
      /^\([ \t]*\)/.test(reader.text.slice(reader.at, reader.at + 20))
    );
  }

  function readArm(): void {
    const start = reader.at;
    if (reader.peek() === '(') reader.at += 1;
    const patterns: ShellWord[] = [];
    for (;;) {
      patterns.push(...wordsUntil(/^[)|\n]/));
      if (reader.peek() !== '|') break;
      reader.at += 1;
    }
    if (reader.peek() === ')') {
      keyword('arm', start, patterns);
      reader.at += 1;
      cases[cases.length - 1] = false;
    } else reader.at = Math.max(reader.at, start + 1);
  }

  function readReserved(): void {
    const start = reader.at;
    const word = RESERVED.exec(reader.text.slice(start, start + 10))?.[0] ?? '';
    reader.at += word.length;
    if (word === 'case') {
      keyword('case', start, wordsUntil(/^(?:in\b|\n)/));
      reader.skipBlanks();
      while (reader.peek() === '\n') {
        reader.skipNewline();
        reader.skipBlanks();
      }
      if (reader.startsWith('in')) reader.at += 2;
      cases.push(true);
    } else if (word === 'for' || word === 'select') keyword('for', start, wordsUntil(/^[\n;]/));
    else if (word === 'function') {
      keyword('function', start, wordsUntil(/^[\n;({]/));
      reader.at += /^\([ \t]*\)/.exec(reader.text.slice(reader.at, reader.at + 20))?.[0].length ?? 0;
    } else if (word === '!') isNegated = !isNegated;
    else if (PLAIN.has(word)) {
      if (word === 'esac') cases.pop();
      keyword(word as Keyword['word'], start);
    }
  }
}
