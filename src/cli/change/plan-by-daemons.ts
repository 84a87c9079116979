import { Fault } from '../../base/fault.ts';
import { calm } from '../calm.ts';
import { wantsColour } from '../paint.ts';
import { type PlanOptions, planOutside } from '../plan-outside.ts';
import { reasonOf } from '../reason-of.ts';
import { say } from '../say.ts';
import { writeOutput } from '../write-output.ts';
import { type PlannedSpec, planSpec } from './planned-spec.ts';
import { printAnswer } from './print-answer.ts';

/** A plan against what is in force on all nodes that answer. A lab whose daemons are silent is looked at from outside. */
export async function planByDaemons(options: PlanOptions): Promise<number> {
  const planned = await ask(options);
  if (planned === 'silent') return planOutside(options);
  if (planned === undefined) return 1;
  show(planned, options.output);
  if (options.out !== undefined) keep(planned, options.out);
  return options.detailedExitcode === true && planned.answer.plan.files.length > 0 ? 2 : 0;
}

async function ask(options: PlanOptions): Promise<PlannedSpec | 'silent' | undefined> {
  const { openSite } = await import('../site-door.ts');
  const isLab = options.lab === true || options.labName !== undefined;
  try {
    const site = await openSite(options);
    try {
      return await planSpec(site, await site.door(), options.file);
    } finally {
      site.close();
    }
  } catch (error) {
    if (!isLab || !(error instanceof Fault) || error.code !== 'cli/no-daemon') throw error;
    say(`No daemon answers in the lab, so the plan is made from outside. ${reasonOf(error)}`);
    return 'silent';
  }
}

/** As data: the plan, and beside it what the daemons add to it. */
function show({ answer }: PlannedSpec, output: PlanOptions['output']): void {
  const { plan, ...rest } = answer;
  process.stdout.write(
    output === 'json'
      ? `${JSON.stringify({ ...plan, ...rest }, undefined, 2)}\n`
      : printAnswer(calm(answer), { colour: wantsColour(process.stdout) }),
  );
}

function keep({ answer, inputs }: PlannedSpec, out: string): void {
  const file = { version: 1, inputs, plan: answer.plan, etag: answer.etag };
  writeOutput(out, `${JSON.stringify(file, undefined, 2)}\n`);
  say(`Wrote the plan to ${out}. To do what it says: holdfast apply ${out}`);
}
