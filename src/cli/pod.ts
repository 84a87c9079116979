import { setTimeout as pause } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { Fault } from '../base/fault.ts';
import { type ContainerEngine, type EngineName, openEngine } from '../host/pods/container-engine.ts';
import { observePods } from '../host/pods/observe-pods.ts';
import { removeLeftovers } from '../host/pods/remove-leftovers.ts';
import { judgePods, type SeenPod } from '../pods/judge-pods.ts';
import { planRepair, type RepairStep } from '../pods/plan-repair.ts';
import { type Output, outputOption, printValue } from './output-option.ts';
import { printTable } from './print-table.ts';
import { say } from './say.ts';

/** The kernel takes the interfaces of a network that is gone away a little later; until then their addresses are taken. */
const ADDRESS_TAKEN = /address already in use/i;
const ADDRESS_TRIES = 10;
const ADDRESS_PAUSE_MS = 1_000;

interface PodCommand {
  readonly engine?: EngineName;
  readonly project?: string;
  readonly output: Output;
  readonly dryRun?: true;
}

/** `holdfast pod`: containers that share a network, on the host that runs them. */
export function addPodCommand(program: Command): void {
  const pod = program
    .command('pod')
    .description('containers that share a network: find those left in one that is gone, and bring them home');
  alike(
    pod
      .command('status')
      .description('what lives in whose network, and what is wrong with it; exit code 1 when something is'),
  )
    .addOption(outputOption('table', 'json', 'yaml'))
    .action(showStatus);
  alike(
    pod
      .command('repair')
      .description(
        'restart what is wrong, in order: the holder of the network, engines, and Keepalived when all else is there',
      ),
  )
    .option('--dry-run', 'tell what would be done')
    .action(repair);
}

function alike(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--engine <engine>',
        'whose containers (default: docker where it is installed, else podman)',
      ).choices(['docker', 'podman']),
    )
    .option('--project <name>', 'only this project of Compose, or the pods of this site (default: all)');
}

async function showStatus({ engine: wanted, project, output }: PodCommand): Promise<void> {
  const pods = await look(openEngine(wanted), project);
  if (isWrong(pods)) process.exitCode = 1;
  if (output !== 'table') {
    process.stdout.write(printValue(pods, output));
    return;
  }
  if (pods.length === 0) say('No container here lives in the network of another.');
  else printPods(pods);
}

async function repair({ engine: wanted, project, dryRun }: Omit<PodCommand, 'output'>): Promise<void> {
  const engine = openEngine(wanted);
  const pods = await look(engine, project);
  const steps = pods.flatMap(planRepair);
  for (const step of steps) {
    say(`${step.do} ${step.container.name}: ${step.why}`);
    if (dryRun !== true) await carryOut(engine, step);
  }
  const after = dryRun === true ? pods : await look(engine, project);
  for (const { message } of troublesOf(after)) say(message);
  if (isWrong(after)) process.exitCode = 1;
  else
    say(steps.length === 0 ? 'Nothing to do: every container lives where it should.' : 'All is well again.');
  if (after.some((one) => one.containers.some(({ trouble }) => trouble?.code === 'pods/holder-gone')))
    say(
      'Fix: make its project anew, in the folder of its compose file: docker-compose up -d --force-recreate',
    );
}

async function carryOut(engine: ContainerEngine, { do: what, container }: RepairStep): Promise<void> {
  let { code, stderr } = await engine.run(what, container.id);
  for (let tries = 0; tries < ADDRESS_TRIES && code !== 0 && ADDRESS_TAKEN.test(stderr); tries += 1) {
    const removed = await removeLeftovers();
    if (removed.length > 0)
      say(
        `removed ${removed.join(', ')}: left behind by ${engine.name}, with the address of ${container.name}`,
      );
    else await pause(ADDRESS_PAUSE_MS);
    ({ code, stderr } = await engine.run(what, container.id));
  }
  if (code === 0) return;
  throw new Fault(
    'pods/engine-failed',
    `\`${engine.name} ${what} ${container.name}\` failed.`,
    'read its own words, then try again; `holdfast pod status` tells what is left to do.',
    stderr.trim(),
  );
}

async function look(engine: ContainerEngine, project: string | undefined): Promise<readonly SeenPod[]> {
  const containers = await observePods(engine);
  const known = [...new Set(containers.flatMap((one) => one.project ?? []))].toSorted();
  if (project !== undefined && !known.includes(project)) {
    throw new Fault(
      'pods/unknown-project',
      `No container here belongs to a project ${project}.`,
      known.length === 0 ? 'start it first.' : `choose one of ${known.join(', ')}.`,
    );
  }
  return judgePods(containers).filter((one) => project === undefined || one.project === project);
}

function printPods(pods: readonly SeenPod[]): void {
  const rows = pods.flatMap((pod) =>
    pod.containers.map(({ container, trouble }) => [
      pod.project ?? '-',
      pod.holder,
      container.name,
      container.state,
      container.namespace ?? '-',
      container.interfaces?.join(',') || '-',
      trouble?.code ?? 'well',
    ]),
  );
  process.stdout.write(
    printTable([['PROJECT', 'NETWORK OF', 'CONTAINER', 'STATE', 'NAMESPACE', 'INTERFACES', 'IS'], ...rows]),
  );
  const troubles = troublesOf(pods);
  if (troubles.length === 0) return;
  process.stdout.write(`\n${troubles.map(({ code, message }) => `${code}: ${message}\n`).join('')}`);
  process.stdout.write('Fix: holdfast pod repair\n');
}

function troublesOf(pods: readonly SeenPod[]): readonly { code: string; message: string }[] {
  return pods.flatMap(({ containers }) => containers.flatMap(({ trouble }) => trouble ?? []));
}

function isWrong(pods: readonly SeenPod[]): boolean {
  return troublesOf(pods).length > 0;
}
