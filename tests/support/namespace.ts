import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { waitUntil } from './wait-until.ts';

/** A network of its own, with processes of its own, that ends with the test however the test ends. */
export interface Namespace {
  /** Words before a command that runs it inside. */
  readonly enter: readonly string[];
  /** Runs a command inside and answers its output. */
  run(...command: string[]): Promise<string>;
  end(): Promise<void>;
}

/** @param script shell lines that PID 1 runs before it waits, as root of the namespace */
export async function makeNamespace(script: string): Promise<Namespace> {
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? [] : ['--user', '--map-root-user'];
  const body = `set -e; ${script}\necho ready; exec 3<&0; cat <&3 >/dev/null & wait $!`;
  const holder = spawn(
    'unshare',
    [...user, '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', body],
    // The open stdin ties its life to ours.
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let said = '';
  holder.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  await waitUntil('the namespace is ready', 10_000, () => said.includes('ready'));
  const init = readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, 'latin1').trim();
  const credentials = isRoot ? [] : ['-U', '--preserve-credentials'];
  const enter = ['nsenter', '-t', init, ...credentials, '-m', '-n', '-p', '--'];
  return {
    enter,
    run: async (...command) => {
      const [file = '', ...args] = [...enter, ...command];
      return (await promisify(execFile)(file, args, { timeout: 30_000 })).stdout;
    },
    end: async () => {
      const ended = new Promise((resolve) => holder.once('exit', resolve));
      holder.kill('SIGKILL');
      await ended;
    },
  };
}
