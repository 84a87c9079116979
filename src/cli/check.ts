import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../base/duration.ts';
import { Fault } from '../base/fault.ts';
import { PLUGIN_STATES, type Remark, type Threshold, worstOf } from '../node/check/check-verdict.ts';
import { CHECK_KINDS, type CheckKind, judgeCheck } from '../node/check/judge-check.ts';
import { printPlugin } from '../node/check/print-plugin.ts';
import type { SiteView } from '../node/status/site-view.ts';
import type { SiteOptions } from './site-doors.ts';
import { addSiteOptions } from './site-options.ts';

interface CheckOptions extends SiteOptions {
  readonly warning?: Threshold;
  readonly critical?: Threshold;
  readonly timeout: number;
  readonly on?: string;
}

/** `holdfast check [KIND] [NAME]`: one line for Nagios, Icinga, Centreon and whoever speaks like them. */
export function addCheckCommand(program: Command): void {
  addSiteOptions(
    program
      .command('check')
      .description('check the site as a monitoring plugin: one line, figures, exit code 0, 1, 2 or 3')
      .addArgument(new Argument('[kind]', 'what to check').choices(CHECK_KINDS).default('all'))
      .argument('[name]', 'a VIP, a pool, a node’s certificate or a certificate file; default: all')
      .option('-w, --warning <n>', 'warn below this (default: see the examples)', readThreshold)
      .option('-c, --critical <n>', 'critical below this', readThreshold)
      .option('--on <node>', 'vip: warn when another node holds it')
      .addOption(
        new Option('--timeout <duration>', 'critical when there is no answer in time')
          .argParser(readTimeout)
          .default(10_000, '10s'),
      ),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (kind: CheckKind, name: string | undefined, options: CheckOptions, command: Command) => {
      const wrong = wrongUse(kind, name, options);
      if (wrong !== undefined) command.error(`error: ${wrong}`);
      const { code, text } = await check(kind, name, options);
      // A call that hangs may not keep the process alive beyond its answer.
      process.stdout.write(text, () => process.exit(code));
    });
}

async function check(kind: CheckKind, name: string | undefined, options: CheckOptions) {
  const { warning, critical, on } = options;
  const thresholds = { ...(warning && { warning }), ...(critical && { critical }) };
  const seen = await viewInTime(options);
  const checked =
    'remark' in seen
      ? { remarks: [seen.remark], figures: [] }
      : judgeCheck(seen.view, { kind, name, thresholds, on });
  const subject = kind === 'all' ? 'HOLDFAST' : kind.toUpperCase();
  return {
    code: PLUGIN_STATES.indexOf(worstOf(checked.remarks)),
    text: printPlugin(subject, checked),
  };
}

/** The site as the first daemon that answers sees it, or what to say when none does within the time. */
async function viewInTime(
  options: CheckOptions,
): Promise<{ readonly view: SiteView } | { readonly remark: Remark }> {
  const late = new Promise<{ remark: Remark }>((resolve) => {
    const text = `no answer within ${options.timeout / 1000} s`;
    setTimeout(() => resolve({ remark: { state: 'CRITICAL', text } }), options.timeout).unref();
  });
  return await Promise.race([late, ask(options)]);
}

async function ask(options: CheckOptions): Promise<{ view: SiteView } | { remark: Remark }> {
  try {
    const { openSite } = await import('./site-door.ts');
    const site = await openSite(options);
    const door = await site.door();
    return { view: await door.status() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const state = error.code === 'cli/no-daemon' || error.code.startsWith('node/') ? 'CRITICAL' : 'UNKNOWN';
    return { remark: { state, text: `${error.message} (${error.code})` } };
  }
}

/** Which thresholds and options a kind has none of; a check that silently ignores them would be trusted wrongly. */
function wrongUse(kind: CheckKind, name: string | undefined, options: CheckOptions): string | undefined {
  const { warning, critical, on } = options;
  const isPlain = kind === 'all' || kind === 'release';
  if (isPlain && (warning ?? critical) !== undefined) return `-w and -c mean nothing for ${kind}`;
  if (isPlain && name !== undefined) return `${kind} takes no name`;
  if (on !== undefined && kind !== 'vip') return '--on is about a VIP';
  const isDays = kind === 'certificate' && (warning?.isPercent === true || critical?.isPercent === true);
  if (isDays) return 'days are no share of anything: -w 30';
  const isMixed = warning !== undefined && critical !== undefined && warning.isPercent !== critical.isPercent;
  if (!isMixed && warning !== undefined && critical !== undefined && warning.value < critical.value) {
    return `a warning below ${warning.value} comes after critical below ${critical.value}: -w is not less than -c`;
  }
  return undefined;
}

function readThreshold(text: string): Threshold {
  const [, number, percent] = /^(\d{1,6})(%?)$/.exec(text) ?? [];
  const threshold = { value: Number(number), isPercent: percent === '%' };
  if (number === undefined || (threshold.isPercent && threshold.value > 100)) {
    throw new InvalidArgumentError('It takes a whole number, or a share such as 50%.');
  }
  return threshold;
}

function readTimeout(text: string): number {
  const ms = /^\d{1,5}$/.test(text) ? Number(text) * 1000 : parseDuration(text);
  if (ms === undefined || ms < 1 || ms > 600_000) {
    throw new InvalidArgumentError('It takes a duration up to 10m, such as 10s or 500ms.');
  }
  return ms;
}

const EXAMPLES = `
Checks:
  vip [NAME]          one holder, and it can serve; -w, -c: nodes that could hold it (default: -w 2 -c 1)
  pool [NAME]         servers that are up; -w, -c: N or N% (default: warning when one is down, critical when all are)
  certificate [NAME]  days that are left (default: -w 30 -c 7)
  release             the same revision on all nodes, no drift, nothing on trial
  all                 all of these, redundancy, and everything that needs a person

Examples:
  holdfast check vip edge
  holdfast check vip edge --on lb1            warn when another node holds it
  holdfast check pool web -w 80% -c 50%
  holdfast check all --connect lb1 --pki /etc/nagios/holdfast

Exit codes: 0 OK, 1 WARNING, 2 CRITICAL (also when no daemon answers in time), 3 UNKNOWN (wrong usage).`;
