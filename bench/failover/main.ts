import { mkdirSync, writeFileSync } from 'node:fs';
import { Fault } from '../../src/base/fault.ts';
import { searchPath } from '../../src/foundation/find-program.ts';
import { requirePrograms } from '../../src/host/require-programs.ts';
import { bringLabsUp, takeLabsDown } from './bring-labs-up.ts';
import { compareFault } from './compare-faults.ts';
import { measureFoundations } from './foundation-cost.ts';
import { describeMachine } from './machine.ts';
import { printResults } from './print-results.ts';
import { type BenchOptions, readOptions, USAGE } from './read-options.ts';
import { type FaultResult, type Results, summarizeFault, whatMissed } from './results.ts';
import { measureThroughput } from './throughput.ts';
import { usualPairRecord } from './usual-pair-record.ts';

/*
 * Measures the usual hand-written pair and Holdfast side by side. Progress goes to stderr, results to stdout and to
 * bench/out/. Exit code 1: Holdfast missed what must hold; 2: wrong usage; 3: the bench could not run.
 */

const OUT = new URL('../out/', import.meta.url);
let ending = false;
const tell = (line: string) => void process.stderr.write(`${line}\n`);

process.env['PATH'] = searchPath();
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.once(signal, () => {
    tell('ending: the labs are taken down');
    ending = true;
    // All that was started lives in the labs and ends with them.
    void takeLabsDown().finally(() => process.exit(code));
  });
}

const options = readOptions(process.argv.slice(2));
if (options === undefined) {
  tell(USAGE);
  process.exitCode = 2;
} else {
  try {
    const results = await measure(options);
    const json = `${JSON.stringify(results, undefined, 2)}\n`;
    const text = printResults(results);
    mkdirSync(OUT, { recursive: true });
    writeFileSync(new URL('failover.json', OUT), json);
    writeFileSync(new URL('failover.txt', OUT), text);
    const record = usualPairRecord(results, new Date().toISOString().slice(0, 10));
    writeFileSync(new URL('usual-pair.json', OUT), `${JSON.stringify(record, undefined, 2)}\n`);
    process.stdout.write(options.output === 'json' ? json : text);
    process.exitCode = results.missed.length === 0 ? 0 : 1;
  } catch (error) {
    // What was at work in the labs ends with them, and complains.
    if (!ending)
      tell(
        error instanceof Fault
          ? `${error.message}\n  Fix: ${error.remedy}\n${error.evidence}`
          : String(error),
      );
    process.exitCode = 3;
  } finally {
    await takeLabsDown();
  }
}

async function measure({ runs, faults: names }: BenchOptions): Promise<Results> {
  requirePrograms(['haproxy', 'keepalived', 'ip', 'unshare', 'nsenter', 'flock', 'wrk', 'pgrep']);
  const machine = await describeMachine();
  tell('bringing up two labs: the usual pair and Holdfast');
  const labs = await bringLabsUp();
  const faults: FaultResult[] = [];
  for (const name of names) faults.push(summarizeFault(await compareFault(labs, name, runs, tell)));
  const throughput = await measureThroughput(labs, tell);
  tell('memory and idle CPU of the foundations');
  const foundation = await measureFoundations(labs.holdfast);
  return { machine, runs, faults, throughput, foundation, missed: whatMissed(throughput, foundation) };
}
