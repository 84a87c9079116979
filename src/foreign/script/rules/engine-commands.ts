import { baseName, programOf } from '../grammar/commands-of.ts';
import { expandKnown } from '../grammar/known-variables.ts';
import type { ShellCommand } from '../grammar/source.ts';

const ENGINE = /^(haproxy|nginx|keepalived)(?:\.service)?$/;

/** The engine that a word names; paths and `.service` are no part of the name. */
export function engineOf(word: string): string | undefined {
  return ENGINE.exec(baseName(word))?.[1];
}

export interface ServiceCommand {
  /** `start`, `restart`, `is-active`, `status`, … */
  readonly verb: string;
  readonly engine: string;
}

/** `systemctl VERB haproxy`, `service haproxy VERB`, `/etc/init.d/haproxy VERB`, `rc-service haproxy VERB`. */
export function serviceCommand(
  command: ShellCommand,
  known: ReadonlyMap<string, string>,
): ServiceCommand | undefined {
  const [program = '', ...rest] = programOf(command).map((word) => expandKnown(word, known));
  const words = rest.filter((word) => !word.startsWith('-'));
  if (baseName(program) === 'systemctl') {
    const [verb, ...units] = words;
    const engine = units.map(engineOf).find((name) => name !== undefined);
    return verb === undefined || engine === undefined ? undefined : { verb, engine };
  }
  const [name, verb] =
    program.startsWith('/etc/init.d/') || program.startsWith('/etc/rc.d/')
      ? [program, words[0]]
      : /^(?:service|rc-service|invoke-rc\.d)$/.test(baseName(program))
        ? [words[0] ?? '', words[1]]
        : ['', undefined];
  const engine = engineOf(name);
  return verb === undefined || engine === undefined ? undefined : { verb, engine };
}
