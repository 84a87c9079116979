import type { Command } from 'commander';
import { observeFormer } from '../../host/adopt/observe-units.ts';
import type { AdoptRecord } from '../../host/adopt/plan/adopt-facts.ts';
import { judgeFiles } from '../../host/adopt/plan/judge-adopt.ts';
import { planAdopt } from '../../host/adopt/plan/plan-adopt.ts';
import { ADOPT_DIR, makeAdoptDir, readRecord } from '../../host/adopt/record-file.ts';
import { runAdoption } from '../../host/adopt/run-adoption.ts';
import { lockFolder } from '../../host/lock-folder.ts';
import { askYes } from '../ask-yes.ts';
import { nameOfHost } from '../doctor.ts';
import { parseAddress } from '../import.ts';
import { loadSite } from '../load-site.ts';
import { say } from '../say.ts';
import { busy, needsRoot, nothingRuns } from './adopt-faults.ts';
import { type FoundCase, findCase } from './find-case.ts';
import { findSpec } from './find-spec.ts';
import { printCase, printFindings } from './print-case.ts';
import { tellStep } from './tell-step.ts';
import { undoAdoption } from './undo-adoption.ts';
import { writeFirstSpec } from './write-first-spec.ts';
import { writeHostFiles } from './write-host-files.ts';

export interface AdoptOptions {
  readonly undo?: true;
  readonly dryRun?: true;
  readonly yes?: boolean;
  readonly name: string;
  readonly address?: ReadonlyMap<string, string>;
}

/** `holdfast adopt`: what the distribution's units do on this host becomes Holdfast's work, and back. */
export function addAdoptCommand(program: Command): void {
  const command = program
    .command('adopt')
    .summary("take over from the distribution's haproxy, keepalived or nginx on this host")
    .description(
      "Takes over from the distribution's haproxy, keepalived or nginx on this host: shows what would behave otherwise, " +
        'what is done and who notices, asks, and does it; a step that fails undoes all. Without a spec it writes the one ' +
        'that means the same as the running files, and touches nothing else.',
    )
    .option('--undo', 'go back to the units that ran before, also weeks later; spec and state stay')
    .option('--dry-run', 'tell all of it, and touch nothing')
    .option('-y, --yes', 'do not ask')
    .option('--name <name>', 'without a spec: the name of the site', 'adopted-site')
    .option(
      '--address <node=address>',
      "without a spec: a node's own address with its prefix; may be given once for each",
      parseAddress,
    );
  command.addHelpText('after', EXAMPLES).action((options: AdoptOptions) => adopt(options, command));
}

const EXAMPLES = `
One node at a time, the standby first; the other one goes on with its own files meanwhile. Run it as root.
Exit codes: 0 adopted or gone back; 1 something is in the way or still to be done by you; 3 a step failed.

Examples:
  sudo holdfast adopt                   the first time: writes /etc/holdfast/holdfast.yaml from what runs
  sudo holdfast adopt --dry-run         what would be done, and what would behave otherwise
  sudo holdfast adopt --yes
  sudo holdfast adopt --undo`;

async function adopt(options: AdoptOptions, command: Command): Promise<void> {
  if (process.getuid?.() !== 0) throw needsRoot();
  if (options.dryRun === true) return await adoptLocked(options, command);
  makeAdoptDir();
  const lock = await lockFolder(ADOPT_DIR);
  if (typeof lock === 'string') throw busy();
  try {
    await adoptLocked(options, command);
  } finally {
    await lock.release();
  }
}

async function adoptLocked(options: AdoptOptions, command: Command): Promise<void> {
  const record = readRecord();
  if (options.undo === true) return await undoAdoption(record, options, command);
  const running = await observeFormer();
  if (record === undefined && !running.some(({ runs }) => runs)) throw nothingRuns();
  const spec = findSpec();
  const node = record?.node ?? nameOfHost();
  if (spec === undefined) {
    const { name, address: addresses = new Map(), dryRun = false } = options;
    process.stderr.write(printFindings(judgeFiles(running), process.stderr));
    return writeFirstSpec(running, { node, name, addresses, dryRun });
  }
  const site = loadSite(spec);
  const found = site && (await findCase(site, node, running, record));
  if (found === undefined) {
    process.exitCode = 1;
    return;
  }
  await takeOver(found, record, options, command);
}

async function takeOver(
  found: FoundCase,
  record: AdoptRecord | undefined,
  { dryRun, yes }: AdoptOptions,
  command: Command,
): Promise<void> {
  const steps = planAdopt(found.handover, found.state);
  if (record !== undefined) sayFormer(record, steps.length === 0);
  if (steps.length === 0) return;
  process.stdout.write(`${printCase(found, steps)}\n`);
  process.stderr.write(printFindings(found.findings, process.stderr));
  if (found.findings.some(({ severity }) => severity === 'error')) {
    say('Nothing was touched.');
    process.exitCode = 1;
    return;
  }
  if (dryRun === true) return say('Nothing was touched.');
  const question = found.state.holds
    ? `Adopt this host, which holds the VIP, as node ${found.node}? ${found.sessions} sessions end.`
    : `Adopt this host as node ${found.node}?`;
  if (!(await askYes(question, yes === true ? { yes } : {}, command))) {
    say('Nothing was touched.');
    process.exitCode = 1;
    return;
  }
  await runAdoption(record ?? recordOf(found), () => writeHostFiles(found.files), tellStep);
  say('Adopted: Holdfast serves here. Look: holdfast status. Back: holdfast adopt --undo');
}

function recordOf({ node, handover, state, vips }: FoundCase): AdoptRecord {
  return { version: 1, node, begunAt: new Date().toISOString(), handover, before: state.units, vips };
}

function sayFormer({ begunAt, finishedAt }: AdoptRecord, isDone: boolean): void {
  if (isDone && finishedAt !== undefined)
    say(`Holdfast has served here since ${finishedAt}. Back: holdfast adopt --undo`);
  else if (finishedAt === undefined)
    say(
      `An adoption that was begun at ${begunAt} was broken off. To go on: answer yes. To go back: holdfast adopt --undo`,
    );
  else say(`Holdfast has served here since ${finishedAt}, but not all is as it was left.`);
}
