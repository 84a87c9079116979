import { type Command, InvalidArgumentError } from 'commander';
import type { Revision } from '../../node/state/revision.ts';
import { IMPACT_WORDS } from '../../release/plan/impact.ts';
import { readSite } from '../../site/read-site.ts';
import { askYes } from '../ask-yes.ts';
import { onSite } from '../on-site.ts';
import { operatorName } from '../operator-name.ts';
import { type Output, outputOption } from '../output-option.ts';
import { wantsColour } from '../paint.ts';
import { say } from '../say.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';
import { findApply, type OnApply } from './find-apply.ts';
import { addOrderOptions, type OrderOptions, orderWords } from './order-options.ts';
import { endOld, playNew } from './play-in-lab.ts';
import { cutWords, printAnswer } from './print-answer.ts';
import { runOrder } from './run-order.ts';

interface RollbackOptions extends SiteOptions, OrderOptions {
  readonly output: Output;
}

/** `holdfast rollback [REV]`. */
export function addRollbackCommand(program: Command): void {
  const command = program
    .command('rollback')
    .summary('put an earlier revision in force again, or take back the apply that is on')
    .description(
      'Puts an earlier revision in force again, by the same way as an apply; it becomes a new revision, so that history ' +
        'stays true. While an apply is on, it is that apply that is taken back.',
    )
    .argument('[revision]', 'its number (default: the one before the current one)', revisionNumber);
  addOrderOptions(addSiteOptions(command))
    .addOption(outputOption('table', 'json'))
    .addHelpText('after', EXAMPLES)
    .action((revision: number | undefined, options: RollbackOptions) =>
      onSite(options, (site) => rollBack(site, revision, options, command)),
    );
}

/** The exit code: 0 in force · 1 refused or undone · 3 stuck. Throws Faults. */
export async function rollBack(
  site: SiteDoors,
  revision: number | undefined,
  options: RollbackOptions,
  command: Command,
): Promise<number> {
  const door = await site.door();
  const on = revision === undefined ? await findApply(site) : undefined;
  if (on !== undefined) return undo(site, on, options, command);
  const { revisions, etag } = await door.history();
  const target = revision === undefined ? revisions[1] : revisions.find(({ number }) => number === revision);
  if (target === undefined) return noSuchRevision(revision, revisions);
  const whole = await door.revision(target.number);
  const answer = await door.plan({ spec: whole.spec, file: `revision ${target.number}` });
  if (options.output === 'table')
    process.stdout.write(printAnswer(answer, { colour: wantsColour(process.stdout) }));
  const cut = cutWords(answer);
  const question =
    `Put revision ${target.number} of ${target.at.slice(0, 16).replace('T', ' ')} UTC by ${target.who} in force again? ` +
    `Impact: ${IMPACT_WORDS[answer.plan.impact]}; ${cut === '' ? 'no session ends' : `it ends ${cut}`}.`;
  if (!(await askYes(question, options, command))) return leave();
  const former =
    site.lab && readSite(Buffer.from(whole.spec), site.lab.specFile, { routerIds: whole.routerIds }).site;
  if (former !== undefined && !(await playNew(site.lab, former))) return 1;
  const begun = await door.rollback(
    { revision: target.number, ...orderWords(options) },
    operatorName(),
    etag,
  );
  return runOrder(door, begun, {
    wait: options.wait === true,
    output: options.output,
    onEnd: () => endOld(site.lab, door, site.lab?.specFile ?? ''),
  });
}

async function undo(
  site: SiteDoors,
  { door, revision, who }: OnApply,
  options: RollbackOptions,
  command: Command,
): Promise<number> {
  const question = `Take back revision ${revision}, which ${who ?? 'somebody'} is applying now?`;
  if (!(await askYes(question, options, command))) return leave();
  const onEnd = () => endOld(site.lab, door, site.lab?.specFile ?? '');
  const code = await runOrder(door, await door.undo(operatorName()), {
    wait: true,
    output: options.output,
    wanted: 'undone',
    onEnd,
  });
  // Undone is what was wanted here.
  return code === 1 ? 0 : code;
}

function leave(): number {
  say('Nothing was changed.');
  return 1;
}

function noSuchRevision(revision: number | undefined, revisions: readonly Revision[]): number {
  const numbers = revisions.map(({ number }) => number).join(', ');
  say(
    revision === undefined
      ? 'There is no revision before the current one.'
      : `There is no revision ${revision}; there are ${numbers === '' ? 'none' : numbers}.`,
  );
  return 1;
}

function revisionNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give the number of a revision, as `holdfast history` shows it.');
}

const EXAMPLES = `
Examples:
  holdfast rollback                        the revision before the current one
  holdfast rollback 12 --confirm 60s       taken back after a minute unless you say: holdfast confirm
  holdfast rollback --yes                  while an apply waits for \`confirm\`: take it back now`;
