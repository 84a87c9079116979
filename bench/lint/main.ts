import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseHaproxy } from '../../src/engines/haproxy/grammar/parse.ts';
import { printHaproxySource } from '../../src/engines/haproxy/grammar/print-source.ts';
import { readHaproxy } from '../../src/engines/haproxy/meaning/read-haproxy.ts';
import type { LintContext } from '../../src/engines/lint-context.ts';
import { lintFiles } from '../../src/lint/lint.ts';
import { largeConfig } from './large-config.ts';

/*
 * How long it takes to parse and lint a haproxy.cfg of 25,000, 50,000 and 100,000 lines, and how much memory: each three
 * times in a process of its own, from a cold start, and the best one counts. Exit code 1: slower, larger or growing faster than promised.
 */

const SIZES = [25_000, 50_000, 100_000];
const MOST_MS = 2_000;
const MOST_MB = 500;
/** Four times the lines may take this many times as long; a quadratic step would take sixteen times. */
const MOST_GROWTH = 6;

/** Nothing is said of the surroundings. */
const ANYTHING: LintContext = {
  haproxy: undefined,
  keepalived: undefined,
  nginx: undefined,
  maxOutageMs: undefined,
  sessions: undefined,
};

interface Measured {
  readonly lines: number;
  readonly parseMs: number;
  readonly readMs: number;
  /** From the text to all findings: parsing and reading are in it. */
  readonly lintMs: number;
  readonly findings: number;
  readonly rssMb: number;
}

const [, , given] = process.argv;
/** Kept, so that a reader need not measure. */
const RESULTS = new URL('../results/lint.txt', import.meta.url);

if (given === undefined) compareSizes();
else process.stdout.write(JSON.stringify(measure(Number(given))));

function compareSizes(): void {
  const results = SIZES.map(bestOfThree);
  const table = results.map(({ lines, parseMs, readMs, lintMs, rssMb, findings }) =>
    [
      cell(lines, 8),
      cell(parseMs, 5),
      ' ms',
      cell(readMs, 5),
      ' ms',
      cell(lintMs, 9),
      ' ms',
      cell(rssMb, 6),
      ' MB',
      cell(findings, 10),
    ].join(''),
  );
  const [small, , large] = results;
  if (small === undefined || large === undefined) throw new Error('no results');
  const growth = large.lintMs / small.lintMs;
  const missed = [
    ...(large.lintMs > MOST_MS ? [`${large.lintMs} ms for ${large.lines} lines, promised ${MOST_MS}`] : []),
    ...(large.rssMb > MOST_MB ? [`${large.rssMb} MB for ${large.lines} lines, promised ${MOST_MB}`] : []),
    ...(growth > MOST_GROWTH ? [`four times the lines took ${growth.toFixed(1)} times as long`] : []),
  ];
  const text = [
    `haproxy.cfg parsed and linted by all rules, each size in a process of its own, best of three runs; Node ${process.versions.node}, ${cpus().length} cores.`,
    '',
    '   lines   parse    read  parse+lint   memory  findings',
    ...table,
    `Four times the lines take ${growth.toFixed(1)} times as long.`,
    missed.length === 0 ? 'PASS' : `FAIL: ${missed.join('; ')}`,
    '',
  ].join('\n');
  process.stdout.write(text);
  writeFileSync(RESULTS, text);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

/** Other processes can only make it slower. */
function bestOfThree(lines: number): Measured {
  const runs = [1, 2, 3].map(() => measureApart(lines));
  return runs.reduce((best, run) => (run.lintMs < best.lintMs ? run : best));
}

/** The memory of one size must not count for the next. */
function measureApart(lines: number): Measured {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), String(lines)]);
  return JSON.parse(String(output)) as Measured;
}

function measure(lines: number): Measured {
  const text = largeConfig(lines);
  const [lintMs, { findings }] = timed(() =>
    lintFiles([{ path: 'haproxy.cfg', text, node: undefined }], ANYTHING),
  );
  const rssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const [parseMs, { source }] = timed(() => parseHaproxy(text, 'haproxy.cfg'));
  const [readMs] = timed(() => readHaproxy([source]));
  if (printHaproxySource(source) !== text) throw new Error('print∘parse is not the identity');
  return { lines, parseMs, readMs, lintMs, findings: findings.length, rssMb };
}

function timed<Result>(work: () => Result): [tookMs: number, result: Result] {
  const start = performance.now();
  const result = work();
  return [Math.round(performance.now() - start), result];
}

function cell(value: number, width: number): string {
  return value.toLocaleString('en').padStart(width);
}
