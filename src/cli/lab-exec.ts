import { spawn } from 'node:child_process';
import { Fault } from '../base/fault.ts';
import { searchPath } from '../foundation/find-program.ts';
import { exitCodeOf } from '../host/run-command.ts';
import { findMember } from '../lab/find-member.ts';
import { openLab } from '../lab/open-lab.ts';
import { chooseLab, type LabChoice } from './lab-name.ts';

/** `holdfast lab exec MEMBER -- COMMAND…`: the command's own exit code; 127 when there is no such command. */
export async function labExec(
  options: LabChoice,
  member: string,
  command: readonly string[],
): Promise<number> {
  const lab = await openLab(chooseLab(options));
  const [program = '', ...args] = lab.enter(findMember(lab, member));
  // nsenter leaves us in `/`; `env` goes back to where the caller is.
  const child = spawn(program, [...args, 'env', '-C', process.cwd(), '--', ...command], {
    stdio: 'inherit',
    env: { ...process.env, PATH: searchPath() },
  });
  // The terminal sends these to the command as well: it decides what they mean, and we report its code.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) process.on(signal, () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('exit', () => resolve(exitCodeOf(child)));
    child.once('error', (error) =>
      reject(
        new Fault(
          'host/engine-missing',
          `${program} could not be started.`,
          'run: sudo apt-get install util-linux',
          error.message,
          error,
        ),
      ),
    );
  });
}
