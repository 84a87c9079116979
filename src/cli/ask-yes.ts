import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';

export interface Asking {
  /** `--yes`: do not ask. */
  readonly yes?: boolean;
}

/**
 * Whether to go on: what is asked names what will happen. Without a terminal nobody is asked, and the command line must
 * say `--yes`; else it ends with 2.
 */
export async function askYes(question: string, { yes }: Asking, command: Command): Promise<boolean> {
  if (yes === true) return true;
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    command.error(
      `error: nothing was changed, because nobody can be asked here\n${question}\nTo do it without asking: --yes`,
      {
        exitCode: 2,
      },
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const aborted = new Promise<string>((resolve) => {
      const leave = (): void => {
        // The answer's line was not ended by a person.
        process.stderr.write('\n');
        resolve('no');
      };
      terminal.once('SIGINT', leave).once('close', leave);
    });
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), aborted]);
    terminal.removeAllListeners('close');
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
