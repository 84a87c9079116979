import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { searchPath } from '../../src/foundation/find-program.ts';
import { describeMachine } from '../failover/machine.ts';
import { printSoak, whatFailed } from './print-soak.ts';
import { runSoak } from './run-soak.ts';

/*
 * A pair under load to which something is done again and again, for half an hour. HOLDFAST_SOAK_SECONDS, HOLDFAST_SOAK_EVERY
 * (seconds between two actions) and HOLDFAST_SOAK_SEED choose otherwise. Progress goes to stderr, results to stdout and
 * bench/out/. Exit code 1: something was lost or is not as it must be; 3: the soak could not run.
 */

const OUT = new URL('../out/', import.meta.url);

process.env['PATH'] = searchPath();
const options = {
  name: process.env['HOLDFAST_SOAK_LAB'] ?? 'soak',
  seed: Number(process.env['HOLDFAST_SOAK_SEED'] ?? Math.floor(Math.random() * 1_000_000)),
  seconds: Number(process.env['HOLDFAST_SOAK_SECONDS'] ?? 1800),
  everyMs: Number(process.env['HOLDFAST_SOAK_EVERY'] ?? 10) * 1000,
  rate: 200,
  logs: fileURLToPath(new URL('soak-logs', OUT)),
};
const tell = (line: string) => void process.stderr.write(`${line}\n`);

try {
  const machine = await describeMachine();
  tell(`seed ${options.seed}: again with HOLDFAST_SOAK_SEED=${options.seed}`);
  const run = await runSoak(options, tell);
  const text = printSoak(machine, options, run);
  mkdirSync(OUT, { recursive: true });
  writeFileSync(new URL('soak.txt', OUT), text);
  process.stdout.write(text);
  process.exitCode = whatFailed(run).length === 0 ? 0 : 1;
} catch (error) {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 3;
}
