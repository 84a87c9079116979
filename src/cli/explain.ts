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
      const wanted = findCodes(code, codes);
      if (wanted.length > 0) {
        process.stdout.write(wanted.map((one) => problemPage(one)).join('\n'));
        return;
      }
      const guess = nearestCode(code, codes);
      const hint = guess === undefined ? 'holdfast explain lists all codes.' : `Did you mean ${guess}?`;
      process.stderr.write(`There is no code ${JSON.stringify(code)}. ${hint}\n`);
      process.exitCode = 2;
    });
}

/** The code with this name, or without a room all that end so: several rooms may have one of a name. */
export function findCodes(word: string, codes: readonly string[]): readonly string[] {
  return codes.includes(word) ? [word] : codes.filter((code) => code.endsWith(`/${word}`));
}

export function nearestCode(word: string, codes: readonly string[]): string | undefined {
  const whole = nearest(word, codes);
  if (whole !== undefined || word.includes('/')) return whole;
  const ending = nearest(
    word,
    codes.map((code) => code.slice(code.indexOf('/') + 1)),
  );
  return ending === undefined ? undefined : findCodes(ending, codes)[0];
}
