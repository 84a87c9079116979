import type { Rule } from '../../../base/rule.ts';
import { baseName, commandsOf, programOf } from '../grammar/commands-of.ts';
import type { ShellCommand, ShellWord } from '../grammar/source.ts';
import { isCheck } from './is-check.ts';
import type { ScriptSubject } from './subject.ts';

/** What bounds the whole run of each program, not its connecting alone. */
const BOUNDS: Readonly<Record<string, RegExp>> = {
  curl: /^(?:-[a-zA-Z#]*m\d*(?:\.\d+)?|--max-time(?:=.*)?)$/,
  wget: /^(?:-[a-zA-Z]*T\d*|--timeout(?:=.*)?|--read-timeout(?:=.*)?)$/,
};

export const probeWithoutTimeout: Rule<ScriptSubject> = {
  code: 'script/probe-without-timeout',
  severity: 'warning',
  title: 'A check hangs together with its service',
  why: 'A service that accepts the connection and then says nothing is the failure that a check exists for, and in it curl waits for ever: the check neither fails nor ends.',
  source: 'curl(1): --max-time has no default; wget(1): 900 s and 20 tries',
  find({ script }) {
    if (!isCheck(script)) return [];
    return commandsOf(script.steps).flatMap(({ command }) => {
      const [program, ...rest] = programOf(command);
      const name = baseName(program?.value ?? '');
      const bound = Object.hasOwn(BOUNDS, name) ? BOUNDS[name] : undefined;
      const isUnknown = rest.some(mayHoldOptions);
      if (program === undefined || bound === undefined || isUnknown || isWrapped(command)) return [];
      if (rest.some(({ value }) => bound.test(value) || /^(?:-K|--config|-V|--version|--help)$/.test(value)))
        return [];
      return [
        {
          at: program.at,
          message:
            name === 'curl'
              ? 'This curl has no time limit: a service that hangs makes the check hang as well, instead of failing.'
              : 'This wget waits 900 s, up to 20 times: a service that hangs makes the check hang as well, instead of failing.',
          remedy: name === 'curl' ? 'add --max-time 2.' : 'add --timeout=2 --tries=1.',
        },
      ];
    });
  },
};

/** `timeout 3 curl …` */
function isWrapped({ words }: ShellCommand): boolean {
  return words.some(({ value }, index) => index < 4 && baseName(value) === 'timeout');
}

/** A variable alone, without quotes, whose name is not that of an address. */
function mayHoldOptions({ raw }: ShellWord): boolean {
  return /^\$\{?\w+\}?$/.test(raw) && !/^\$\{?(?:\w+_)?(?:url|uri|host|addr|ip|vip|target)/i.test(raw);
}
