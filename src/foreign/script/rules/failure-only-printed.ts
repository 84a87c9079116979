import type { Rule } from '../../../base/rule.ts';
import { baseName, programOf } from '../grammar/commands-of.ts';
import type { Pipeline, Step } from '../grammar/source.ts';
import { isCheck } from './is-check.ts';
import type { ScriptSubject } from './subject.ts';

const BAD_NEWS =
  /\b(?:WARN(?:ING)?|CRIT(?:ICAL)?|FAIL(?:ED|URE)?|ERROR|DOWN|DEAD)\b|\b(?:unhealthy|not running|unreachable)\b/;

export const failureOnlyPrinted: Rule<ScriptSubject> = {
  code: 'script/failure-only-printed',
  severity: 'warning',
  title: 'The check prints a failure and exits 0',
  why: 'Keepalived, systemd and monitoring read the exit code alone: a check that prints WARNING and ends with 0 has passed, and neither moves the VIP nor wakes anybody.',
  source:
    'keepalived.conf(5), vrrp_script: exit code 0 is success; Monitoring Plugins Development Guidelines, "Plugin Return Codes"',
  find({ script }) {
    if (!isCheck(script)) return [];
    return branches(script.steps).flatMap((branch) => {
      const news = branch.findLast(isBadNews);
      // A branch that does anything besides printing may keep the failure in some other way.
      if (news === undefined || !branch.every(isPrint)) return [];
      return [
        {
          at: news.at,
          message:
            'This branch only prints the failure: the script goes on and exits 0, so that whoever runs it takes this for success.',
          remedy: 'add an exit code to this branch: exit 1 for a warning, exit 2 for a failure.',
        },
      ];
    });
  },
};

/** What runs under `then` and `else`, and in the arms of a `case`, as far as nothing is nested in it. */
function branches(steps: readonly Step[]): readonly (readonly Pipeline[])[] {
  const found: Pipeline[][] = [];
  let open: Pipeline[] | undefined;
  for (const step of steps) {
    if (step.kind === 'pipeline') open?.push(step);
    else {
      const ends = /^(?:else|elif|fi|arm|esac)$/.test(step.word);
      if (ends && open !== undefined) found.push(open);
      open = /^(?:then|else|arm)$/.test(step.word) ? [] : undefined;
    }
  }
  return found;
}

function isPrint({ commands }: Pipeline): boolean {
  return commands.every((command) => {
    const name = baseName(programOf(command)[0]?.value ?? '');
    return /^(?:echo|printf|logger|:|true)$/.test(name) && command.assignments.length === 0;
  });
}

/** Printed for whoever runs the check, not into a file or the log. */
function isBadNews({ commands }: Pipeline): boolean {
  const [command] = commands;
  if (
    command === undefined ||
    commands.length > 1 ||
    command.redirects.some(({ operator }) => operator.includes('>>'))
  ) {
    return false;
  }
  const [name, ...rest] = programOf(command).map(({ value }) => value);
  return (name === 'echo' || name === 'printf') && BAD_NEWS.test(rest.join(' '));
}
