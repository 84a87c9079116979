import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DrillFault } from '../drill/faults/drill-fault.ts';
import { EVERY_FAULT } from '../drill/faults/every-fault.ts';
import { NGINX_FAULTS } from '../drill/faults/nginx/nginx-faults.ts';
import { CLUSTER_FAULTS } from '../drill/faults/wazuh/cluster-faults.ts';
import { hasAsked } from '../drill/ground.ts';
import { orderDrill } from '../drill/order-drill.ts';
import { reportRows } from '../drill/report.ts';
import type { DrillOutcome } from '../drill/run-drill.ts';
import { openLab, sweepDeadLabs } from '../lab/open-lab.ts';
import { agentsOf } from '../lab/wazuh-cluster.ts';
import { didYouMean } from '../spec/did-you-mean.ts';
import { DrillReport, type DrillReportOrder } from './drill-report.ts';
import { chooseLab } from './lab-name.ts';
import { DEFAULT_SPEC_FILE } from './load-site.ts';
import { paint, wantsColour } from './paint.ts';
import { printTable } from './print-table.ts';
import { reasonOf } from './reason-of.ts';
import { say } from './say.ts';

interface RunOptions {
  readonly lab?: boolean;
  readonly labName?: string;
  readonly file?: string;
  readonly runs?: number;
  readonly rate: number;
  readonly requestMs: number;
  /** A page to write; `-` = stdout. */
  readonly report?: string;
  readonly output: 'table' | 'json';
  readonly color?: boolean;
}

/** `drill list`, `drill run`. */
export function addDrillCommand(program: Command): void {
  const drill = program.command('drill').description('prove by a failure done on purpose and measured');
  const output = () => new Option('-o, --output <format>').choices(['table', 'json']).default('table');
  drill
    .command('list')
    .description('the faults that can be done')
    .addOption(output())
    .action(({ output: format }: Pick<RunOptions, 'output'>) => listFaults(format));
  drill
    .command('run <fault>')
    .description('do one fault, or all, and judge what it did to clients')
    .option('--lab', "in the running lab of the spec's name")
    .option('--lab-name <name>', 'in the running lab of that name')
    .option('-f, --file <file>', `the spec (default: ${DEFAULT_SPEC_FILE})`)
    .option(
      '--runs <n>',
      'how often each fault is done (default: 5, or 1 of those that wait for Wazuh agents)',
      wholeNumber(1, 1000),
    )
    .option('--rate <n>', 'new connections a second', wholeNumber(1, 2000), 200)
    .option('--request-ms <n>', 'how long a server takes to answer', wholeNumber(0, 5000), 0)
    .option('--report <file>', 'write what happened as one HTML page with pictures; - is stdout')
    .addOption(output())
    .action(async (fault: string, _options: unknown, command: Command) => {
      process.exitCode = await runFaults(fault, command.optsWithGlobals<RunOptions>(), command);
    });
}

function listFaults(format: RunOptions['output']): void {
  const faults = EVERY_FAULT.map(({ name, does, hurts }) => ({ name, does, hurts }));
  const rows = [['FAULT', 'WHAT IS DONE', 'WHAT IT HURTS'], ...faults.map(Object.values<string>)];
  process.stdout.write(format === 'json' ? `${JSON.stringify(faults, undefined, 2)}\n` : printTable(rows));
  if (format === 'table') {
    const names = CLUSTER_FAULTS.map(({ name }) => name).join(', ');
    say(`Only in a lab with simulated Wazuh agents: ${names}.`);
    say(`Only where a service runs on nginx: ${NGINX_FAULTS.map(({ name }) => name).join(', ')}.`);
    say('`drill run all` does those that fit the site.');
  }
}

/** 0 = every verdict is pass, 1 = one is fail; throws Faults. */
async function runFaults(fault: string, options: RunOptions, command: Command): Promise<number> {
  const names = EVERY_FAULT.map(({ name }) => name);
  if (fault !== 'all' && !names.includes(fault)) {
    command.error(
      `error: there is no fault called ${fault}; ${didYouMean(fault, names)}Faults: ${names.join(', ')}, all`,
      { exitCode: 2 },
    );
  }
  if (options.lab !== true && options.labName === undefined) {
    command.error('error: say where: --lab, or --lab-name NAME (drills are done in a lab)', { exitCode: 2 });
  }
  if (options.report === '-' && options.output === 'json') {
    command.error('error: --report - and -o json both want stdout: give --report a file', { exitCode: 2 });
  }
  await sweepDeadLabs();
  const lab = await openLab(chooseLab(options));
  const { rate, requestMs } = options;
  const fits = ({ needsAgents, asks }: DrillFault) =>
    (!needsAgents || agentsOf(lab).length > 0) && hasAsked(lab.site, asks);
  const chosen = EVERY_FAULT.filter((one) => (fault === 'all' ? fits(one) : one.name === fault));
  // Those that wait for agents take minutes: once is what a person has time for.
  const wanted = chosen.map(({ name, needsAgents }) => ({
    fault: name,
    runs: options.runs ?? (needsAgents ? 1 : 5),
  }));
  const order: DrillReportOrder = { lab, file: options.report ?? '', wanted, rate, requestMs };
  const report = options.report === undefined ? undefined : await DrillReport.begin(order);
  const outcomes: DrillOutcome[] = [];
  try {
    for (const [runs, group] of Map.groupBy(wanted, (one) => one.runs)) {
      const faults = group.map((one) => one.fault);
      outcomes.push(...(await orderDrill(lab, { faults, runs, rate, requestMs }, say, undefined, report)));
    }
  } catch (error) {
    await writeWhatIsKnown(report, options, error);
    throw error;
  }
  showOutcomes(outcomes, fault === 'all', options);
  if (report !== undefined) await writeReport(report, options);
  return outcomes.every((one) => one.report.verdict === 'pass') ? 0 : 1;
}

async function writeReport(
  report: DrillReport,
  { report: file }: RunOptions,
  failure?: unknown,
): Promise<void> {
  await report.write(failure);
  if (file !== '-') say(`The report is in ${file}.`);
}

/** What broke the drill off is worth more than that its page could not be written. */
async function writeWhatIsKnown(
  report: DrillReport | undefined,
  options: RunOptions,
  failure: unknown,
): Promise<void> {
  try {
    if (report !== undefined) await writeReport(report, options, failure);
  } catch (error) {
    say(reasonOf(error));
  }
}

function showOutcomes(outcomes: readonly DrillOutcome[], isAll: boolean, options: RunOptions): void {
  const reports = outcomes.map(({ report }) => report);
  for (const { report, reasons } of outcomes) for (const reason of reasons) say(`${report.fault}: ${reason}`);
  if (options.output === 'json') {
    process.stdout.write(`${JSON.stringify(isAll ? reports : reports[0], undefined, 2)}\n`);
    return;
  }
  const { good, bad } = paint(options.color !== false && wantsColour(process.stdout));
  const rows = reportRows(reports).map((row) =>
    row.map((cell) => (cell === 'pass' ? good(cell) : cell === 'fail' ? bad(cell) : cell)),
  );
  if (options.report === '-') say(printTable(reportRows(reports)).trimEnd());
  else process.stdout.write(printTable(rows));
  if (options.runs !== 1 && reports.some(({ runs }) => runs.length > 1)) {
    say('Where a fault was done several times, figures are medians.');
  }
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}
