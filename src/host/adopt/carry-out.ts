import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../base/fault.ts';
import { findProgram } from '../../foundation/find-program.ts';
import { addToLoopback, removeFromLoopback } from '../../foundation/loopback-vips.ts';
import { runCommand } from '../run-command.ts';
import { awaitService } from './await-service.ts';
import { endGentleness, makeGentle } from './gentle-stop.ts';
import type { AdoptedVip, AdoptStep } from './plan/adopt-facts.ts';
import { GENTLE_SECONDS, stepWords } from './plan/step-words.ts';
import { vipsAnswer } from './vips-answer.ts';

/** What the steps need to know of the host. */
export interface AdoptGround {
  readonly vips: readonly AdoptedVip[];
  /** Files that Holdfast's units need, written before the first of them starts. */
  readonly writeFiles: () => void;
  readonly finish: () => void;
  readonly forget: () => void;
}

/** How long the former holder serves those who have not heard of the new one, as after every planned move. */
const LINGER_MS = 1_000;
/** It has had its time: without the copy, waiting longer only costs. */
const ELSEWHERE_MS = 1_500;
/** A unit may take its whole TimeoutStopSec of 90 s. */
const SYSTEMCTL_MS = 120_000;

/** Does one step. @throws Fault `host/adopt-step-failed` */
export async function carryOut(step: AdoptStep, ground: AdoptGround): Promise<void> {
  switch (step.do) {
    case 'copy-vips':
      return await copyVips(ground.vips);
    case 'let-vips-go':
      return await letVipsGo(step, ground.vips);
    case 'drop-copies':
      return await dropCopies(ground.vips);
    case 'stop-gently':
      makeGentle(step.unit, step.engine);
      await systemctl(step, ground, 'daemon-reload');
      await systemctl(step, ground, 'stop', [step.unit], (GENTLE_SECONDS + 30) * 1_000);
      // One whose sessions outlast its time is killed, and would be told as a failed unit for ever.
      return await systemctl(step, ground, 'reset-failed', [step.unit]);
    case 'end-gentleness':
      for (const unit of step.units) endGentleness(unit);
      return await systemctl(step, ground, 'daemon-reload');
    case 'start':
      ground.writeFiles();
      await systemctl(step, ground, 'daemon-reload');
      return await systemctl(step, ground, 'start', step.units);
    case 'stop':
    case 'enable':
    case 'disable':
      return await systemctl(step, ground, step.do, step.units);
    case 'await-service':
      return await awaitService(ground.vips);
    case 'finish':
      return ground.finish();
    case 'forget':
      return ground.forget();
  }
}

/** Without the kernel's setting arp_ignore there is no copy, and a gap instead: see addToLoopback. */
async function copyVips(vips: readonly AdoptedVip[]): Promise<void> {
  for (const vip of vips) await addToLoopback(ip(), vip);
}

async function dropCopies(vips: readonly AdoptedVip[]): Promise<void> {
  for (const vip of vips) await removeFromLoopback(ip(), vip);
}

/** Only without the copy is asked who else answers: what has it asks itself. */
async function letVipsGo(step: AdoptStep, vips: readonly AdoptedVip[]): Promise<void> {
  await sleep(Math.max(0, ...vips.map(({ takeoverMs }) => takeoverMs)) + LINGER_MS);
  await dropCopies(vips);
  const silent = await vipsAnswer(vips, ELSEWHERE_MS);
  if (silent.length === 0) return;
  await copyVips(vips);
  throw failed(
    step,
    vips,
    `${silent.join(', ')} does not answer on another node: its Keepalived or its engine does not serve`,
  );
}

async function systemctl(
  step: AdoptStep,
  { vips }: AdoptGround,
  verb: string,
  units: readonly string[] = [],
  timeoutMs = SYSTEMCTL_MS,
): Promise<void> {
  const { code, stderr } = await runCommand(['systemctl', verb, ...units], { timeoutMs });
  if (code !== 0) throw failed(step, vips, `systemctl ${verb} ended with ${code}: ${stderr.trim()}`);
}

function failed(step: AdoptStep, vips: readonly AdoptedVip[], evidence: string): Fault {
  return new Fault(
    'host/adopt-step-failed',
    `This step failed: ${stepWords(step, vips)}.`,
    'mend what the words say, then run it again',
    evidence,
  );
}

function ip(): string {
  return findProgram('ip') ?? 'ip';
}
