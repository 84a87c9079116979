import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import type { Area } from './areas.ts';

export type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** Below this folder Stryker changes a copy of the sources; each run has its own, so that two do not disturb each other. */
export const SANDBOXES = `bench/out/mutation-${process.pid}`;

/** Every mutant of an area with what became of it. */
export function measureArea({ files, tests }: Area): Promise<Mutant[]> {
  const options = {
    mutate: [...files, '!**/*.test.ts'],
    testRunner: 'holdfast',
    plugins: [fileURLToPath(new URL('runner.ts', import.meta.url))],
    holdfast: { tests },
    ignorePatterns: [
      '**',
      '!package.json',
      '!src/**',
      '!tests/support/**',
      '!tests/golden/**',
      '!tests/fixtures/**',
      '!docs/problems/**',
      '!examples/**',
    ],
    coverageAnalysis: 'perTest' as const,
    ignoreStatic: true,
    concurrency: Math.min(2, availableParallelism()),
    timeoutMS: 2_000,
    timeoutFactor: 1.25,
    tempDirName: SANDBOXES,
    cleanTempDir: 'always' as const,
    reporters: [],
    logLevel: 'error' as never,
    allowConsoleColors: false,
    warnings: false,
  };
  return new Stryker(options).runMutationTest();
}
