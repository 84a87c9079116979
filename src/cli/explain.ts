import type { Command } from 'commander';
import { nearest } from '../spec/did-you-mean.ts';
import { documentedCodes, problemPage } from './problem-pages.ts';

/** `holdfast explain CODE`: the page of a problem or fault; without a code the list of all. */
export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .description('explain the code of a problem or fault; without one, list all codes')
    .argument('[code]', 'for example spec/vip-outside-subnet')
    .action((code: string | undefined) => {
      const codes = documentedCodes();
      if (code === undefined) {
        process.stdout.write(`${codes.join('\n')}\n`);
        return;
      }
      const wanted = findCode(code, codes);
      if (wanted !== undefined) {
        process.stdout.write(problemPage(wanted));
        return;
      }
      const named = codesNamed(code, codes);
      if (named.length > 1) {
        process.stderr.write(`${JSON.stringify(code)} may be ${named.join(' or ')}: name one of them.\n`);
        process.exitCode = 2;
        return;
      }
      const guess = nearestCode(code, codes);
      const hint = guess === undefined ? 'holdfast explain lists all codes.' : `Did you mean ${guess}?`;
      process.stderr.write(`There is no code ${JSON.stringify(code)}. ${hint}\n`);
      process.exitCode = 2;
    });
}

/** With or without its room, as long as it is clear which is meant. */
export function findCode(word: string, codes: readonly string[]): string | undefined {
  if (codes.includes(word)) return word;
  const named = codesNamed(word, codes);
  return named.length === 1 ? named[0] : undefined;
}

/** The codes of all rooms with this name. */
function codesNamed(word: string, codes: readonly string[]): string[] {
  return codes.filter((code) => code.endsWith(`/${word}`));
}

export function nearestCode(word: string, codes: readonly string[]): string | undefined {
  const whole = nearest(word, codes);
  if (whole !== undefined || word.includes('/')) return whole;
  const ending = nearest(
    word,
    codes.map((code) => code.slice(code.indexOf('/') + 1)),
  );
  return ending === undefined ? undefined : findCode(ending, codes);
}
