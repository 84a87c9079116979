import { Fault } from '../../base/fault.ts';
import { type AdoptGround, carryOut } from './carry-out.ts';
import { observeState } from './observe-state.ts';
import type { AdoptRecord, AdoptStep } from './plan/adopt-facts.ts';
import { planAdopt } from './plan/plan-adopt.ts';
import { planUndo } from './plan/plan-undo.ts';
import { stepWords } from './plan/step-words.ts';
import { removeRecord, writeRecord } from './record-file.ts';

/** Told before each step. */
export type TellStep = (words: string, index: number, count: number) => void;

/**
 * Takes over, from wherever a former try ended; the record is on the disk before the first step. A step that fails, or
 * a person who breaks it off, undoes all.
 * @param writeFiles what Holdfast's units need
 * @throws Fault `host/adopt-undone` when all is as before; `host/adopt-stuck` when going back failed, too
 */
export async function runAdoption(
  record: AdoptRecord,
  writeFiles: () => void,
  tell: TellStep,
): Promise<void> {
  writeRecord(record);
  const finish = () => writeRecord({ ...record, finishedAt: new Date().toISOString() });
  const breaking = watchBreak();
  try {
    const steps = planAdopt(record.handover, await observeState(record.handover, record.vips));
    await runSteps(steps, { vips: record.vips, writeFiles, finish, forget: removeRecord }, tell, breaking);
  } catch (error) {
    await goBack(record, error as Error, tell);
  } finally {
    breaking.end();
  }
}

/** Puts every unit back as the record says. @throws Fault of the step that failed; run again it goes on */
export async function runUndo(record: AdoptRecord, tell: TellStep): Promise<void> {
  const nothing = (): void => undefined;
  const ground = { vips: record.vips, writeFiles: nothing, finish: nothing, forget: removeRecord };
  const steps = planUndo(record, await observeState(record.handover, record.vips));
  await runSteps(steps, ground, tell);
}

async function goBack(record: AdoptRecord, error: Error, tell: TellStep): Promise<never> {
  const evidence = [error.message, error instanceof Fault ? error.evidence : ''].filter(Boolean).join('\n');
  const remedy = error instanceof Fault ? error.remedy : 'run it again when you know why';
  tell(`${error.message} Going back.`, 0, 0);
  try {
    await runUndo(record, tell);
  } catch (second) {
    throw new Fault(
      'host/adopt-stuck',
      `A step failed, and going back failed, too: ${(second as Error).message}`,
      'mend what the words say, then: holdfast adopt --undo; the record of what ran before is kept',
      [evidence, second instanceof Fault ? second.evidence : ''].filter(Boolean).join('\n'),
      second,
    );
  }
  throw new Fault(
    'host/adopt-undone',
    'A step failed; everything is as it was before.',
    remedy,
    evidence,
    error,
  );
}

async function runSteps(
  steps: readonly AdoptStep[],
  ground: AdoptGround,
  tell: TellStep,
  breaking?: { readonly wanted: boolean },
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    if (breaking?.wanted === true) throw brokenOff();
    tell(stepWords(step, ground.vips), index + 1, steps.length);
    await carryOut(step, ground);
  }
}

/**
 * Half an adoption is the worst place to stop: a terminal that goes away (its SSH may come through the VIP) ends
 * nothing, and Ctrl-C goes back.
 */
function watchBreak(): { readonly wanted: boolean; end: () => void } {
  const breaking = { wanted: false, end };
  const want = (): void => {
    breaking.wanted = true;
  };
  const ignore = (): void => undefined;
  process.on('SIGINT', want).on('SIGTERM', want).on('SIGHUP', ignore);
  process.stderr.on('error', ignore);
  process.stdout.on('error', ignore);
  function end(): void {
    process.off('SIGINT', want).off('SIGTERM', want).off('SIGHUP', ignore);
  }
  return breaking;
}

function brokenOff(): Fault {
  return new Fault('host/adopt-broken-off', 'Somebody broke it off.', 'run it again when you are ready');
}
