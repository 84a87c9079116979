import { spawn } from 'node:child_process';
import { Fault } from '../base/fault.ts';
import type { Problem } from '../base/problem.ts';
import { searchPath } from '../host/find-program.ts';
import { exitCodeOf } from '../host/run-command.ts';
import { bringUp, untilHealthy } from '../lab/bring-up.ts';
import { findMember } from '../lab/find-member.ts';
import { openLab, sweepDeadLabs } from '../lab/open-lab.ts';
import { LOG_KEEPERS, type LogKeeper, readLogs } from '../lab/read-logs.ts';
import { takeDown } from '../lab/take-down.ts';
import { compileRelease } from '../release/compile-release.ts';
import { chooseLab, DEFAULT_SPEC, type LabChoice } from './lab-name.ts';
import { loadSite } from './load-site.ts';
import { wantsColour } from './paint.ts';
import { printStatusTable } from './status-table.ts';

/** `holdfast lab up`: 0 when the site is healthy, 1 on problems or another spec, 3 when it does not become healthy. */
export async function labUp(options: LabChoice): Promise<number> {
  const file = options.file ?? DEFAULT_SPEC;
  await sweepDeadLabs();
  const { site, problems } = loadSite(file);
  printProblems(problems);
  if (site === undefined) return 1;
  const name = options.labName ?? site.name;
  const startedAt = performance.now();
  const brought = await bringUp({ name, site, specFile: file, compile: compileRelease });
  if (brought.is === 'impossible') {
    printProblems(brought.problems);
    return 1;
  }
  const option = name === site.name ? '' : ` --lab-name ${name}`;
  if (brought.is === 'running') {
    if (brought.sameSpec) {
      say(`The lab ${name} runs already, with the same spec, since ${brought.lab.startedAt}.`);
      return 0;
    }
    say(
      `The lab ${name} runs already, with another spec (${brought.lab.specFile}, since ${brought.lab.startedAt}).\n` +
        `End it first: holdfast lab down --lab-name ${name}\nor start a second one: holdfast lab up -f ${file} --lab-name OTHER`,
    );
    return 1;
  }
  const { lab } = brought;
  const members = lab.plan.members.map((member) => member.name).join(', ');
  say(`The lab ${name} is built (${members}); waiting until the site is healthy.`);
  const { status, reasons } = await untilHealthy(lab);
  if (reasons.length === 0) {
    process.stdout.write(printStatusTable(status, { colour: wantsColour(process.stdout) }));
    say(
      `Healthy after ${((performance.now() - startedAt) / 1000).toFixed(1)} s. ` +
        `Look: holdfast status --lab${option}; try: holdfast lab exec client${option} -- curl ${urlOf(lab.site)}; end: holdfast lab down${option}`,
    );
    return 0;
  }
  say(`The lab ${name} runs, but after 15 s the site is not healthy:`);
  for (const reason of reasons) say(`  - ${reason}`);
  say(`It stays up for a look: holdfast lab logs NODE${option}; end it: holdfast lab down${option}`);
  return 3;
}

/** `holdfast lab down`: 0, also when none ran. */
export async function labDown(options: LabChoice): Promise<number> {
  const name = chooseLab(options);
  const ran = await takeDown(name);
  await sweepDeadLabs();
  say(
    ran
      ? `The lab ${name} has ended; nothing is left of it.`
      : `No lab called ${name} runs; there is nothing to do.`,
  );
  return 0;
}

/** `holdfast lab exec MEMBER -- COMMAND…`: the command's own exit code. */
export async function labExec(
  options: LabChoice,
  member: string,
  command: readonly string[],
): Promise<number> {
  const lab = await openLab(chooseLab(options));
  const [program = '', ...args] = lab.enter(findMember(lab, member));
  // nsenter leaves us in `/`; `env` goes back to where the caller is.
  const child = spawn(program, [...args, 'env', '-C', process.cwd(), ...command], {
    stdio: 'inherit',
    env: { ...process.env, PATH: searchPath() },
  });
  // The terminal sends these to the command as well: it decides what they mean, and we report its code.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) process.on(signal, () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('exit', () => resolve(exitCodeOf(child)));
    child.once('error', (error) =>
      reject(
        new Fault(
          'lab/exec-failed',
          `${program} could not be started.`,
          'install util-linux',
          error.message,
          error,
        ),
      ),
    );
  });
}

/** `holdfast lab logs MEMBER [GUEST]`. */
export async function labLogs(options: LabChoice, member: string, guest?: string): Promise<number> {
  const lab = await openLab(chooseLab(options));
  const name = findMember(lab, member);
  if (guest !== undefined && !isKeeper(guest)) {
    throw new Fault(
      'lab/unknown-log',
      `Nothing called ${guest} keeps a log.`,
      `name one of ${LOG_KEEPERS.join(', ')}`,
    );
  }
  const logs = readLogs(lab, name, guest);
  if (logs.length === 0) {
    say(`${name} has no log${guest === undefined ? '' : ` of ${guest}`}.`);
    return 0;
  }
  for (const { keeper, text } of logs) {
    const prefix = logs.length > 1 ? `${keeper} | ` : '';
    for (const line of text.split('\n').filter((entry) => entry !== ''))
      process.stdout.write(`${prefix}${line}\n`);
  }
  return 0;
}

function isKeeper(word: string): word is LogKeeper {
  return (LOG_KEEPERS as readonly string[]).includes(word);
}
