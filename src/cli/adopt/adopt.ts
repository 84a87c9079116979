import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../../base/fault.ts';
import { observeState } from '../../host/adopt/observe-state.ts';
import { observeFormer } from '../../host/adopt/observe-units.ts';
import type { AdoptRecord } from '../../host/adopt/plan/adopt-facts.ts';
import { planAdopt } from '../../host/adopt/plan/plan-adopt.ts';
import { planUndo } from '../../host/adopt/plan/plan-undo.ts';
import { stepWords } from '../../host/adopt/plan/step-words.ts';
import { ADOPT_DIR, makeAdoptDir, readRecord } from '../../host/adopt/record-file.ts';
import { runAdoption, runUndo, type TellStep } from '../../host/adopt/run-adoption.ts';
import { lockFolder } from '../../host/lock-folder.ts';
import { writeDurably } from '../../host/write-durably.ts';
import type { HostFile } from '../../release/compile-units.ts';
import { askYes } from '../ask-yes.ts';
import { nameOfHost } from '../doctor.ts';
import { parseAddress } from '../import.ts';
import { say } from '../say.ts';
import { findSpec, siteOf } from './accepted-spec.ts';
import { type FoundCase, findCase } from './find-case.ts';
import { printCase, printFindings } from './print-case.ts';
import { writeFirstSpec } from './write-first-spec.ts';

interface AdoptOptions {
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
  if (options.undo === true) return await undo(record, options, command);
  const running = await observeFormer();
  if (record === undefined && running.length === 0) throw nothingRuns();
  const spec = findSpec();
  const node = record?.node ?? nameOfHost();
  if (spec === undefined) {
    const { name, address: addresses = new Map(), dryRun = false } = options;
    return writeFirstSpec(running, { node, name, addresses, dryRun });
  }
  const site = siteOf(spec);
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
  await runAdoption(record ?? recordOf(found), () => writeFiles(found.files), tell);
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

async function undo(
  record: AdoptRecord | undefined,
  { dryRun, yes }: AdoptOptions,
  command: Command,
): Promise<void> {
  if (record === undefined) throw noRecord();
  const state = await observeState(record.handover, record.vips);
  const steps = planUndo(record, state);
  const lines = steps.map((step, index) => `  ${index + 1}. ${stepWords(step, record.vips)}`);
  process.stdout.write(`What is done, in this order\n${lines.join('\n')}\n`);
  if (dryRun === true) return say('Nothing was touched.');
  const moves = state.holds ? ' The VIP moves, and the sessions through it end.' : '';
  const question = `Go back to what ran before ${record.begunAt}?${moves}`;
  if (!(await askYes(question, yes === true ? { yes } : {}, command))) {
    say('Nothing was touched.');
    process.exitCode = 1;
    return;
  }
  await runUndo(record, tell);
  say('The units of the distribution run as before. Spec, certificates and state of Holdfast stay.');
}

const tell: TellStep = (words, index, count) => say(count === 0 ? words : `[${index}/${count}] ${words}`);

/** The name of the node only where nobody wrote it: secrets may stand beside it. */
function writeFiles(files: readonly HostFile[]): void {
  const wanted = files.filter(({ path }) => path.endsWith('.socket') || !existsSync(join('/', path)));
  for (const { path } of wanted) mkdirSync(dirname(join('/', path)), { recursive: true });
  writeDurably(wanted.map(({ path, text, mode }) => ({ path: join('/', path), content: text, mode })));
}

function needsRoot(): Fault {
  return new Fault(
    'host/adopt-needs-root',
    'Only root sees all files and units of this host, and may change who serves.',
    'run it with sudo; `sudo holdfast adopt --dry-run` touches nothing',
  );
}

function busy(): Fault {
  return new Fault(
    'host/adopt-busy',
    'Another holdfast adopt is at work on this host.',
    'wait for it; it ends by itself',
  );
}

function nothingRuns(): Fault {
  return new Fault(
    'host/adopt-nothing-runs',
    'No haproxy.service, keepalived.service or nginx.service runs on this host: there is nothing to take over.',
    'start what serves, or set Holdfast up as on a bare host (docs/guides/hosts.md)',
  );
}

function noRecord(): Fault {
  return new Fault(
    'host/adopt-no-record',
    'This host was not adopted, or has gone back already: nothing says what ran before.',
    'stop Holdfast by hand: systemctl disable --now holdfast holdfast-foundation@host; then start what you want',
  );
}
