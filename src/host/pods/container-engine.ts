import { Fault } from '../../base/fault.ts';
import { findProgram } from '../../foundation/find-program.ts';
import { type CommandResult, runCommand } from '../run-command.ts';

export type EngineName = 'docker' | 'podman';

/** The command line of an engine of containers on this machine. */
export interface ContainerEngine {
  readonly name: EngineName;
  /** Throws `pods/no-engine`, `pods/no-rights` or `pods/engine-failed`. */
  ask(...args: readonly string[]): Promise<string>;
  /** A command that may fail. */
  run(...args: readonly string[]): Promise<CommandResult>;
}

const PATIENCE_MS = 60_000;

/** The engine of this name; default: Docker where it is installed, else Podman. Throws `pods/no-engine`. */
export function openEngine(wanted?: EngineName): ContainerEngine {
  for (const name of wanted === undefined ? (['docker', 'podman'] as const) : [wanted]) {
    const program = findProgram(name);
    if (program !== undefined) return engineOf(name, program);
  }
  throw new Fault(
    'pods/no-engine',
    `This machine has no ${wanted ?? 'docker or podman'}.`,
    'run this on the host of the containers; or name the other engine: --engine docker, --engine podman.',
  );
}

function engineOf(name: EngineName, program: string): ContainerEngine {
  const run = (...args: readonly string[]): Promise<CommandResult> =>
    runCommand([program, ...args], { timeoutMs: PATIENCE_MS });
  return {
    name,
    run,
    async ask(...args) {
      const result = await run(...args);
      if (result.code === 0) return result.stdout;
      throw failure(name, args, result);
    },
  };
}

function failure(name: EngineName, args: readonly string[], { stderr, timedOut }: CommandResult): Fault {
  const words = stderr.trim();
  if (/permission denied|operation not permitted|must be root/i.test(words)) {
    return new Fault(
      'pods/no-rights',
      `${name} does not let you ask it.`,
      'run it as root: sudo holdfast pod …',
      words,
    );
  }
  if (
    timedOut ||
    /cannot connect to the docker daemon|connection refused|no such file or directory.*sock/i.test(words)
  ) {
    return new Fault(
      'pods/no-engine',
      `${name} is installed here, and its daemon does not answer.`,
      `start it (systemctl start ${name}), or name the other engine with --engine.`,
      words,
    );
  }
  return new Fault(
    'pods/engine-failed',
    `\`${name} ${args.slice(0, 2).join(' ')}\` failed.`,
    'read its own words; the containers are as they were.',
    words,
  );
}
