import type { Mutant } from './measure-area.ts';

/** What became of the mutants of an area. */
export interface Tally {
  readonly name: string;
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  /** In code that no test of the area runs. */
  readonly noCoverage: number;
  /** Per cent of the mutants that a test noticed, by failing or by never ending. */
  readonly score: number;
  /** Left out: they change what is set while files are loaded. */
  readonly leftOut: number;
}

export function tally(name: string, mutants: readonly Mutant[]): Tally {
  const count = (status: Mutant['status']) => mutants.filter((mutant) => mutant.status === status).length;
  // A mutant that ends the process, or the like, was noticed no more than one that survived.
  const survived = count('Survived') + count('RuntimeError') + count('CompileError') + count('Pending');
  return scored({
    name,
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived,
    noCoverage: count('NoCoverage'),
    leftOut: count('Ignored'),
  });
}

/** All areas as one. */
export function total(tallies: readonly Tally[]): Tally {
  const sum = (of: (one: Tally) => number) => tallies.reduce((before, one) => before + of(one), 0);
  return scored({
    name: 'all',
    killed: sum(({ killed }) => killed),
    timedOut: sum(({ timedOut }) => timedOut),
    survived: sum(({ survived }) => survived),
    noCoverage: sum(({ noCoverage }) => noCoverage),
    leftOut: sum(({ leftOut }) => leftOut),
  });
}

export function mutantsOf({ killed, timedOut, survived, noCoverage }: Omit<Tally, 'score'>): number {
  return killed + timedOut + survived + noCoverage;
}

function scored(counts: Omit<Tally, 'score'>): Tally {
  return { ...counts, score: (100 * (counts.killed + counts.timedOut)) / mutantsOf(counts) };
}
