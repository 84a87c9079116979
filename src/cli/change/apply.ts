import type { Command } from 'commander';
import { printDuration } from '../../base/duration.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import { IMPACT_WORDS } from '../../release/plan/impact.ts';
import { type PlanFile, whyStale } from '../../release/plan/plan-file.ts';
import { askYes } from '../ask-yes.ts';
import { DEFAULT_SPEC_FILE } from '../load-site.ts';
import { onSite } from '../on-site.ts';
import { operatorName } from '../operator-name.ts';
import { type Output, outputOption, printValue } from '../output-option.ts';
import { wantsColour } from '../paint.ts';
import { say } from '../say.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';
import { addOrderOptions, type OrderOptions, orderWords } from './order-options.ts';
import { loadPlanFile, type PlannedSpec, planSpec } from './planned-spec.ts';
import { endOld, playNew } from './play-in-lab.ts';
import { cutWords, printAnswer } from './print-answer.ts';
import { runOrder } from './run-order.ts';

interface ApplyOptions extends SiteOptions, OrderOptions {
  readonly output: Output;
}

/** `holdfast apply [PLANFILE]`. */
export function addApplyCommand(program: Command): void {
  const command = program
    .command('apply [planfile]')
    .summary('put a spec in force on all nodes, the standby first, or on none')
    .description(
      'Puts a spec in force: asks the engines of every node first, changes one node after the other, the standby first, ' +
        'and puts the former release back everywhere when anything fails. With a PLANFILE only what that plan says.',
    )
    .option('-f, --file <file>', `the spec (default: ${DEFAULT_SPEC_FILE}, or the one of the plan)`);
  addOrderOptions(addSiteOptions(command, { file: false }))
    .addOption(outputOption('table', 'json'))
    .addHelpText('after', EXAMPLES)
    .action((planFile: string | undefined, options: ApplyOptions) => {
      // A lab is found by its spec too, and a plan knows which spec it is of.
      const plan = planFile === undefined ? undefined : loadPlanFile(planFile);
      const named =
        plan === undefined || options.file !== undefined ? options : { ...options, file: plan.inputs.spec };
      return onSite(named, (site) => applySpec(site, plan, named, command));
    });
}

/** The exit code: 0 kept, waiting or nothing to do · 1 problems, refused or undone · 3 stuck. Throws Faults. */
export async function applySpec(
  site: SiteDoors,
  kept: PlanFile | undefined,
  options: ApplyOptions,
  command: Command,
): Promise<number> {
  const door = await site.door();
  const planned = await planSpec(site, door, options.file ?? DEFAULT_SPEC_FILE);
  if (planned === undefined) return 1;
  const { answer, spec, file } = planned;
  const stale = kept === undefined ? [] : whyStale(kept, planned.inputs);
  if (kept?.etag !== undefined && kept.etag !== answer.etag && stale.length === 0) {
    stale.push('somebody changed the state of the site since');
  }
  if (stale.length > 0) {
    say('Nothing was changed: the plan no longer says what would happen.');
    for (const reason of stale) say(`  ${reason}`);
    say('  Fix: look at a new one: holdfast plan --out FILE');
    return 1;
  }
  if (answer.plan.files.length === 0 && (await isAccepted(door, spec))) {
    if (options.output === 'table') process.stdout.write(printAnswer(answer, { colour: false }));
    else process.stdout.write(printValue((await door.progress()) ?? null, options.output));
    return 0;
  }
  if (options.output === 'table')
    process.stdout.write(printAnswer(answer, { colour: wantsColour(process.stdout) }));
  if (!mayGoOn(answer.unreachable, options)) return 1;
  if (!(await askYes(question(planned, options), options, command))) {
    say('Nothing was changed.');
    return 1;
  }
  const { before, after } = answer.plan;
  // Of a node that does not answer the plan tells what was accepted; what it has in force nobody can compare with that.
  const isWhole = Object.keys(answer.unreachable).length === 0;
  const order = { spec, file, ...orderWords(options), ...(isWhole ? { planned: { before, after } } : {}) };
  if (!(await playNew(site.lab, planned.site))) return 1;
  const begun = await door.apply(order, operatorName(), answer.etag);
  return runOrder(door, begun, {
    wait: options.wait === true,
    output: options.output,
    onEnd: () => endOld(site.lab, door, file),
  });
}

/** The files may be the same and the spec another one: who is told of findings stands in no file. */
async function isAccepted(door: NodeDoor, spec: string): Promise<boolean> {
  const [current] = (await door.history()).revisions;
  return current !== undefined && (await door.revision(current.number)).spec === spec;
}

function mayGoOn(unreachable: Readonly<Record<string, string>>, { partial }: OrderOptions): boolean {
  const nodes = Object.keys(unreachable);
  if (nodes.length === 0 || partial === true) return true;
  say(
    `Nothing was changed, because ${nodes.join(' and ')} ${nodes.length === 1 ? 'does' : 'do'} not answer.\n` +
      '  Fix: bring it back; or go on without it: --partial (it fetches the release when it returns)',
  );
  return false;
}

function question({ answer, file }: PlannedSpec, { confirm }: OrderOptions): string {
  const { plan, unreachable } = answer;
  const nodes = [...new Set(plan.files.map(({ node }) => node))].filter((node) => !(node in unreachable));
  const cut = cutWords(answer);
  return (
    `Put ${file} in force on ${nodes.length === 0 ? 'the site, whose files stay as they are' : nodes.join(' and ')}? ` +
    `Impact: ${IMPACT_WORDS[plan.impact]}; ${cut === '' ? 'no session ends' : `it ends ${cut}`}` +
    `${confirm === undefined ? '' : `; taken back after ${printDuration(confirm)} unless confirmed`}.`
  );
}

const EXAMPLES = `
Examples:
  holdfast apply                               shows the plan of holdfast.yaml, asks, applies
  holdfast apply --confirm 60s                 taken back after a minute unless you say: holdfast confirm
  holdfast plan --out tonight.plan && holdfast apply tonight.plan --yes
  holdfast apply -f web.yaml --lab --yes       in the running lab of this spec

Exit codes: 0 in force or nothing to do, 1 refused or undone, 2 nobody could be asked, 3 a node is stuck or does not answer.`;
