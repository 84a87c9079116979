import { type ChildProcess, spawn } from 'node:child_process';
import { searchPath } from '../foundation/find-program.ts';

export interface CommandResult {
  /** The exit status; 128 + the signal's number where a signal ended it; 127 when it could not be started. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** It was killed because `timeoutMs` passed. */
  readonly timedOut: boolean;
}

export interface CommandOptions {
  /** Default 10,000. */
  readonly timeoutMs?: number;
  /** Written to stdin; default: stdin is empty. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const MOST_OUTPUT = 8 * 1024 * 1024;

/** Runs `argv` to its end and returns what it said. Never throws: a command that fails is a result. */
export function runCommand(argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [program = '', ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, PATH: searchPath(), ...options.env },
    });
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
      // Grandchildren may keep the pipes open: `close` would then never come.
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, options.timeoutMs ?? 10_000);
    const end = (code: number, word = '') => {
      clearTimeout(timer);
      resolve({ code, stdout: stdout(), stderr: stderr() + word, timedOut });
    };
    child.on('error', (error) => end(127, error.message));
    child.on('close', () => end(exitCodeOf(child)));
    if (options.input !== undefined) {
      child.stdin?.on('error', () => {});
      child.stdin?.end(options.input);
    }
  });
}

/** The status a shell would report: the exit code, or 128 + the signal's number. */
export function exitCodeOf(child: ChildProcess): number {
  return child.exitCode ?? 128 + (child.signalCode === null ? 0 : (SIGNALS[child.signalCode] ?? 0));
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    if (text.length < MOST_OUTPUT) text += chunk;
  });
  stream?.on('error', () => {});
  return () => text;
}
