import { Fault } from '../base/fault.ts';
import { searchPath } from '../foundation/find-program.ts';
import { readLabRecord } from '../lab/lab-record.ts';
import { labOf } from '../lab/open-lab.ts';
import type { DrillLine, DrillOrder } from './drill-order.ts';
import { EVERY_FAULT } from './faults/every-fault.ts';
import { surveyLab } from './ground.ts';
import { runDrill } from './run-drill.ts';

/*
 * The half of a drill that runs inside the lab's namespaces, where its processes have the numbers that the foundations know.
 * Takes one DrillOrder as its argument, prints DrillLines. The end of its stdin means: undo and end.
 */

process.env['PATH'] = searchPath();
const order = JSON.parse(process.argv[2] ?? '') as DrillOrder;
const wantsEnd = new AbortController();
process.stdin.on('end', () => wantsEnd.abort()).on('error', () => wantsEnd.abort());
process.stdin.resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => wantsEnd.abort());
// Who reads us may be gone: what was done must still be undone.
process.stdout.on('error', () => wantsEnd.abort());

const print = (line: DrillLine) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const record = readLabRecord(order.dir);
  if (record === undefined) throw new Error(`no record of a lab in ${order.dir}`);
  const lab = labOf(order.dir, record);
  for (const name of order.faults) {
    const fault = EVERY_FAULT.find((candidate) => candidate.name === name);
    if (fault === undefined) throw new Error(`no fault called ${name}`);
    const outcome = await runDrill({
      ground: surveyLab(lab, fault.asks),
      fault,
      runs: order.runs,
      load: { rate: order.rate, requestMs: order.requestMs },
      signal: wantsEnd.signal,
      tell: (text) => print({ is: 'event', text }),
      onRun: (run) => print({ is: 'run', run }),
      ...(order.isWatched === true && { onBeat: (beat) => print({ is: 'beat', beat }) }),
    });
    print({ is: 'outcome', outcome });
  }
} catch (error) {
  print({ is: 'failed', fault: plain(error) });
}
process.stdin.destroy();

function plain(error: unknown) {
  if (error instanceof Fault) {
    const { code, message, remedy, evidence } = error;
    return { code, message, remedy, evidence };
  }
  if (wantsEnd.signal.aborted) {
    return {
      code: 'drill/interrupted',
      message: 'The drill was ended before it was done; what it did is undone.',
      remedy: 'run it again when you have the time',
      evidence: '',
    };
  }
  throw error;
}
