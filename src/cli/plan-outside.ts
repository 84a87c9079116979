import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
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
import { loadSite, readSpecBytes } from './load-site.ts';
import { wantsColour } from './paint.ts';
import { printPlan } from './print-plan.ts';
import { say } from './say.ts';
import type { SiteOptions } from './site-door.ts';
import { writeOutput } from './write-output.ts';

export interface PlanOptions extends SiteOptions {
  readonly file: string;
  readonly from?: string;
  readonly target?: CompileTarget['kind'];
  readonly output: 'table' | 'json';
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

/** A plan without the help of a daemon: against another spec, rendered files, or a lab as it is seen from outside. */
export async function planOutside(options: PlanOptions): Promise<number> {
  const isLab = options.lab === true || options.labName !== undefined;
  if (!isLab && options.from === undefined) throw nothingToCompare();
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

function nothingToCompare(): Fault {
  return new Fault(
    'release/nothing-in-force',
    'With --target nothing is asked of a daemon, and nothing else was named to compare with.',
    'name a spec or a folder with --from, or a running lab with --lab; or leave --target out',
  );
}

function keep(plan: Plan, target: CompileTarget['kind'], spec: string, out: string): void {
  const specDigest = `sha256:${createHash('sha256').update(readSpecBytes(spec)).digest('hex')}`;
  const inputs = { spec, specDigest, target, before: plan.before, after: plan.after };
  const file: PlanFile = { version: 1, inputs, plan };
  writeOutput(out, `${JSON.stringify(file, undefined, 2)}\n`);
  say(`Wrote the plan to ${out}.`);
}
