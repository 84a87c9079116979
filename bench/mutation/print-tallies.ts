import { printTable } from '../../src/cli/print-table.ts';
import { mutantsOf, type Tally, total } from './tally.ts';

const HEAD = `Mutation score of the parsers, of what is read from their trees, and of the rules
Stryker changes one small thing in the code (a mutant) and runs the tests that reach it; a mutant that no test notices survives.
Every mutant was tried, none was drawn by lot, and texts for people count as code does. Only an area's own tests count.
Score = killed and timed out of all mutants. Static = not tried and not counted: what is set once while files are loaded
(lists of keywords, titles, codes). Properties are tried with at most 40 values, three tests of very long texts are left out.
`;

/** The table as a person reads it. */
export function printTallies(tallies: readonly Tally[]): string {
  const rows = [...tallies, ...(tallies.length > 1 ? [total(tallies)] : [])].map((one) => {
    const counts = [mutantsOf(one), one.killed, one.timedOut, one.survived, one.noCoverage];
    return [one.name, ...counts.map(String), `${one.score.toFixed(1)} %`, String(one.leftOut)];
  });
  const columns = ['AREA', 'MUTANTS', 'KILLED', 'TIMED OUT', 'SURVIVED', 'NO COVERAGE', 'SCORE', 'STATIC'];
  return `${HEAD}\n${printTable([columns, ...rows])}`;
}
