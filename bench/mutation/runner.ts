import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LONG_TESTS } from './areas.ts';
import { type RecordedTest, recordedTests, recordTests } from './recorded-tests.ts';

/*
 * A test runner for Stryker that loads the tests of an area once and then runs the ones a mutant needs inside the same
 * process: a mutant takes milliseconds instead of the start of a process for each test file. Written after
 * stryker-mutator.io/docs/stryker-js/guides/create-a-plugin and the interfaces of @stryker-mutator/api/test-runner.
 */

/** What Stryker hands over, as far as it is needed here. */
interface StrykerOptions {
  readonly holdfast: { readonly tests: readonly string[] };
}

interface MutantRun {
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
  readonly activeMutant: { readonly id: string };
}

/** What instrumented code looks at. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}

let tests: readonly RecordedTest[] = [];
const switchboard: Switchboard = {};
Object.assign(globalThis, { __stryker__: switchboard });

const STAND_INS = new Map([
  ['node:test', new URL('recorded-tests.ts', import.meta.url).href],
  ['fast-check', new URL('fewer-runs.ts', import.meta.url).href],
]);

function createRunner({ holdfast }: StrykerOptions) {
  return {
    // Static mutants are left out (`ignoreStatic`), so nothing ever needs a reload.
    capabilities: () => ({ reloadEnvironment: true }),
    init: () => loadTests(holdfast.tests),
    dryRun,
    mutantRun,
  };
}
createRunner.inject = ['options'];

export const strykerPlugins = [{ kind: 'TestRunner', name: 'holdfast', factory: createRunner }];

async function loadTests(patterns: readonly string[]): Promise<void> {
  const sandbox = pathToFileURL(process.cwd()).href;
  registerHooks({
    resolve(specifier, context, next) {
      const standIn = context.parentURL?.startsWith(`${sandbox}/`) ? STAND_INS.get(specifier) : undefined;
      return next(standIn ?? specifier, context);
    },
  });
  for (const file of globSync([...patterns]).sort()) {
    await recordTests(file, () => import(pathToFileURL(resolve(file)).href));
  }
  tests = recordedTests.filter(({ id }) => !LONG_TESTS.some((name) => id.endsWith(name)));
}

async function dryRun() {
  const results = [];
  for (const test of tests) {
    switchboard.currentTestId = test.id;
    const start = performance.now();
    const failure = await failureOf(test);
    const timeSpentMs = Math.round(performance.now() - start);
    const status = failure === undefined ? 0 : 1;
    results.push({ id: test.id, name: test.id, timeSpentMs, status, failureMessage: failure ?? '' });
  }
  switchboard.currentTestId = undefined;
  return { status: 'complete', tests: results, mutantCoverage: switchboard.mutantCoverage };
}

async function mutantRun({ activeMutant, hitLimit, testFilter }: MutantRun) {
  Object.assign(switchboard, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit });
  try {
    return await resultOf(tests.filter(({ id }) => testFilter?.includes(id) ?? true));
  } finally {
    switchboard.activeMutant = undefined;
  }
}

async function resultOf(tests: readonly RecordedTest[]) {
  for (const [index, test] of tests.entries()) {
    const failure = await failureOf(test);
    // Code that goes round and round is stopped by an error, which a test may take for its own.
    if ((switchboard.hitCount ?? 0) > (switchboard.hitLimit ?? Number.POSITIVE_INFINITY)) {
      return { status: 'timeout', reason: 'went round and round' };
    }
    if (failure !== undefined) {
      return { status: 'killed', killedBy: [test.id], failureMessage: failure, nrOfTests: index + 1 };
    }
  }
  return { status: 'survived', nrOfTests: tests.length };
}

async function failureOf({ run }: RecordedTest): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return String(error) || 'failed';
  }
}
