import { ALL_FAULTS } from '../../src/drill/faults/all-faults.ts';
import { surveyLab } from '../../src/drill/ground.ts';
import { judgeRun } from '../../src/drill/judge/figures.ts';
import { excusedSpans } from '../../src/drill/run-once.ts';
import { RunningProbe } from '../../src/drill/running-probe.ts';
import { Scene } from '../../src/drill/scene.ts';
import { nowUs } from '../../src/drill/wall-clock.ts';
import { HolderWatch } from '../../src/drill/watch/watch-holders.ts';
import { searchPath } from '../../src/foundation/find-program.ts';
import { readLabRecord } from '../../src/lab/lab-record.ts';
import { labOf } from '../../src/lab/open-lab.ts';
import { untilWell } from './until-well.ts';
import { USUAL_FAULTS } from './usual-faults.ts';
import type { UsualLine, UsualOrder } from './usual-order.ts';

/*
 * The half of a run that is inside the usual pair's lab: waits until the pair is well, measures one fault with the drills'
 * own probe, watch and judge, mends it, and waits until the pair is well again. Takes one UsualOrder, prints UsualLines.
 * What it does need not be undone when it dies: its lab is taken down.
 */

const BEFORE_MS = 900;
/** No good answer for that long at the end: the outage goes on. */
const SILENT_US = 900_000;

process.env['PATH'] = searchPath();
const order = JSON.parse(process.argv[2] ?? '') as UsualOrder;
const print = (line: UsualLine) => process.stdout.write(`${JSON.stringify(line)}\n`);

const record = readLabRecord(order.dir);
const usual = USUAL_FAULTS[order.fault];
const drill = ALL_FAULTS.find(({ name }) => name === order.fault);
if (record === undefined || usual === undefined || drill === undefined)
  throw new Error('no such lab or fault');
const ground = surveyLab(labOf(order.dir, record));
const [preferred = '', other = ''] = ground.nodes;

const watch = new HolderWatch(ground.enter, ground.nodes, ground.client, ground.addresses);
await watch.start();
try {
  await untilWell(ground, watch.ledger, preferred);
  const scene = new Scene({ ground, watch, holder: preferred, other, signal: new AbortController().signal });
  const probe = await RunningProbe.start(ground, { rate: order.rate, requestMs: 0 });
  const startUs = nowUs();
  await scene.pause(BEFORE_MS);
  await usual.inject(scene);
  await scene.pause(usual.lookOnMs);
  const endUs = nowUs();
  const { attempts, sessions } = await probe.end();
  const holds = watch.ledger.holds();
  const excused = excusedSpans(drill.endsRequestsInFlight, scene.acts, watch);
  // What comes back by hand is not recovery, and its own interruption is not counted either.
  const marks = {
    startUs,
    endUs,
    lastActUs: scene.lastActUs,
    healedUs: undefined,
    recoveredUs: undefined,
    excused,
  };
  const { figures } = judgeRun({ attempts, sessions, holds, marks }, ground.addresses);
  const lastGoodUs = Math.max(
    startUs,
    ...attempts.filter(({ result }) => result === 'ok').map((one) => one.startUs),
  );
  const run = {
    figures,
    outageGoesOn: endUs - lastGoodUs > SILENT_US,
    twoHoldersGoOn: figures.holdersAfter.length > 1,
  };
  print({ is: 'measured', run });
  await scene.repair();
  await untilWell(ground, watch.ledger, preferred);
  print({ is: 'well' });
} finally {
  watch.stop();
}
