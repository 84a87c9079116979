import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Lab } from '../lab/lab.ts';
import { openLab, sweepDeadLabs } from '../lab/open-lab.ts';
import { labDir } from '../lab/state-dir.ts';
import { comparePlan } from '../release/plan/compare-plan.ts';
import { keptRouterIds } from '../release/plan/kept-router-ids.ts';
import type { Plan } from '../release/plan/plan.ts';
import type { PlanFile } from '../release/plan/plan-file.ts';
import { tidyInForce } from '../release/plan/tidy-in-force.ts';
import type { CompileTarget } from '../release/release.ts';
import type { Site } from '../site/site.ts';
import { compileShown } from './compile-shown.ts';
import { type ReadInForce, readFolderInForce, readLabInForce, readSpecInForce } from './in-force.ts';
import { chooseLab } from './lab-name.ts';
import { DEFAULT_SPEC_FILE, loadSite, readSpecBytes } from './load-site.ts';
import { wantsColour } from './paint.ts';
import { printPlan } from './print-plan.ts';
import { say } from './say.ts';
import { writeOutput } from './write-output.ts';

interface PlanOptions {
  readonly file: string;
  readonly from?: string;
  readonly lab?: boolean;
  readonly labName?: string;
  readonly target?: CompileTarget['kind'];
  readonly output: 'table' | 'json';
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

/** `holdfast plan`: what a spec changes of what is in force, and what that does to who is connected. */
export function addPlanCommand(program: Command): void {
  program
    .command('plan')
    .description('show what a spec would change, line by line, and how hard each change is; changes nothing')
    .option('-f, --file <file>', 'the spec', DEFAULT_SPEC_FILE)
    .option('--from <what>', 'compare with another spec, or with a folder that `render -o` has written')
    .option('--lab', 'compare with what is in force in the running lab of the spec’s name')
    .option('--lab-name <name>', 'compare with what is in force in the lab of this name')
    .addOption(
      new Option(
        '--target <target>',
        'for real nodes or for the lab (default: host; with --lab: lab)',
      ).choices(['host', 'lab']),
    )
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .option('--out <file>', 'also write the plan and the digests of its inputs to this file')
    .option('--detailed-exitcode', 'exit with 2 when there is something to change')
    .action(async (options: PlanOptions, command: Command) => {
      const isLab = options.lab === true || options.labName !== undefined;
      if (isLab === (options.from !== undefined)) {
        command.error('error: say what to compare with: either --from SPEC, --from FOLDER, or --lab', {
          exitCode: 2,
        });
      }
      process.exitCode = await planFor(options, isLab);
    });
}

async function planFor(options: PlanOptions, isLab: boolean): Promise<number> {
  if (isLab) await sweepDeadLabs();
  const lab = isLab ? await openLab(chooseLab(options)) : undefined;
  const kind = options.target ?? (isLab ? 'lab' : 'host');
  const target = targetOf(kind, lab);
  const read = await readInForce(options, lab, target);
  if (read === undefined) return 1;
  const site = loadSite(options.file, { routerIds: keptRouterIds(read.inForce.files) });
  const release = site && compileShown(site, target(site));
  if (site === undefined || release === undefined) return 1;
  const plan = comparePlan(tidyInForce(read.inForce, release, read.former), { site, release });
  show(plan, options.output);
  if (options.out !== undefined) keep(plan, kind, options.file, options.out);
  return options.detailedExitcode === true && plan.files.length > 0 ? 2 : 0;
}

async function readInForce(
  { from = '' }: PlanOptions,
  lab: Lab | undefined,
  target: (site: Site) => CompileTarget,
): Promise<ReadInForce | undefined> {
  if (lab !== undefined) return await readLabInForce(lab, target);
  const isFolder = statSync(from, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? readFolderInForce(from) : readSpecInForce(from, target);
}

function targetOf(kind: CompileTarget['kind'], lab: Lab | undefined): (site: Site) => CompileTarget {
  if (kind === 'host') return () => ({ kind, runDir: () => '/run/holdfast' });
  return ({ name }) => ({ kind, runDir: (node) => `${lab?.dir ?? labDir(name)}/${node}` });
}

function show(plan: Plan, output: PlanOptions['output']): void {
  process.stdout.write(
    output === 'json'
      ? `${JSON.stringify(plan, undefined, 2)}\n`
      : printPlan(plan, { colour: wantsColour(process.stdout) }),
  );
}

function keep(plan: Plan, target: CompileTarget['kind'], spec: string, out: string): void {
  const specDigest = `sha256:${createHash('sha256').update(readSpecBytes(spec)).digest('hex')}`;
  const inputs = { spec, specDigest, target, before: plan.before, after: plan.after };
  const file: PlanFile = { version: 1, inputs, plan };
  writeOutput(out, `${JSON.stringify(file, undefined, 2)}\n`);
  say(`Wrote the plan to ${out}.`);
}
