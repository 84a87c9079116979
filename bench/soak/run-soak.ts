import { setTimeout as pause } from 'node:timers/promises';
import { surveyLab } from '../../src/drill/ground.ts';
import { RunningProbe } from '../../src/drill/running-probe.ts';
import { nowUs } from '../../src/drill/wall-clock.ts';
import { HolderWatch } from '../../src/drill/watch/watch-holders.ts';
import { type Action, drawAction } from './actions.ts';
import { type Deed, judgeTraffic, type Traffic } from './judge-soak.ts';
import { type EndOfSoak, lookAtEnd, putBack } from './look-at-end.ts';
import { seededRandom } from './seeded-random.ts';
import { SoakSite } from './soak-site.ts';

export interface SoakOptions {
  readonly name: string;
  readonly seed: number;
  readonly seconds: number;
  /** From the beginning of an action to that of the next one, at least. */
  readonly everyMs: number;
  /** New connections a second. */
  readonly rate: number;
  /** A folder for the lab's logs. Default: they go with it. */
  readonly logs?: string;
}

export interface SoakRun {
  readonly deeds: readonly Deed[];
  readonly traffic: Traffic;
  readonly end: EndOfSoak;
  readonly moves: number;
}

/** What putting back, looking and ending may take on top. */
const SPARE_MS = 300_000;

/** Brings a lab up, does one thing after the other to it under load, and looks at what is left. `tell` gets a line each. */
export async function runSoak(options: SoakOptions, tell: (line: string) => void): Promise<SoakRun> {
  const site = await SoakSite.bringUp(options.name);
  const plain = surveyLab(site.lab);
  // Without the lab's process numbers nsenter becomes the command, and a signal reaches it.
  const enter = (member: string) => site.lab.enter(member).filter((word) => word !== '-p');
  const ground = { ...plain, enter };
  const watch = new HolderWatch(enter, ground.nodes, ground.client, ground.addresses);
  let probe: RunningProbe | undefined;
  try {
    await watch.start();
    const longestMs = options.seconds * 1000 + SPARE_MS;
    probe = await RunningProbe.start(ground, {
      rate: options.rate,
      requestMs: 0,
      longSessions: 0,
      longestMs,
    });
    const deeds = await doOneAfterTheOther(site, options, tell);
    await putBack(site);
    const end = await lookAtEnd(site, () => watch.ledger.holdersNow(ground.addresses));
    const { attempts } = await probe.end();
    const fromUs = deeds[0]?.fromUs ?? 0;
    const moves = watch.movesUs(fromUs);
    const traffic = judgeTraffic(attempts, deeds, moves, watch.heldUs(fromUs));
    return { deeds, end, moves: moves.length, traffic };
  } finally {
    probe?.kill();
    watch.stop();
    if (options.logs !== undefined) site.keepLogs(options.logs);
    await site.end();
  }
}

async function doOneAfterTheOther(
  site: SoakSite,
  { seed, seconds, everyMs }: SoakOptions,
  tell: (line: string) => void,
): Promise<readonly Deed[]> {
  const random = seededRandom(seed);
  const deeds: Deed[] = [];
  const endMs = performance.now() + seconds * 1000;
  for (let dueMs = performance.now(); dueMs < endMs; dueMs = Math.max(dueMs + everyMs, performance.now())) {
    await pause(Math.max(0, dueMs - performance.now()));
    // An own stream for each: how much chance an action draws does not change those that follow.
    const deed = await act(site, drawAction(random), random.below(2 ** 31));
    deeds.push(deed);
    const tookMs = Math.round((deed.toUs - deed.fromUs) / 1000);
    tell(
      `${new Date(deed.fromUs / 1000).toISOString().slice(11, 23)} ${deed.action}: ${deed.came} in ${tookMs} ms`,
    );
    if (deed.wrong !== undefined) tell(deed.wrong);
  }
  return deeds;
}

async function act(site: SoakSite, action: Action, seed: number): Promise<Deed> {
  const fromUs = nowUs();
  const base = { action: action.name, fromUs, moves: action.moves === true };
  try {
    const came = await action.run(site, seededRandom(seed));
    return { ...base, came, toUs: nowUs(), wrong: undefined };
  } catch (error) {
    return { ...base, came: 'WRONG', toUs: nowUs(), wrong: (error as Error).message };
  }
}
