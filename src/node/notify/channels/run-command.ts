import { spawn } from 'node:child_process';
import type { Notice } from '../decide/alert.ts';
import { headline } from './notice-text.ts';
import { delivered, never, notNow, type Sent } from './sent.ts';

/** Of what it prints no more is kept. */
const MOST_BYTES = 4_096;
/** How long we listen for its last words. */
const LINGER_MS = 500;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Runs a program without a shell: the notice as JSON on its standard input, its head in the environment, and nothing else of
 * ours. Exit code 0 is success. One that takes too long is killed with all that it started. Never throws.
 */
export async function runCommand(
  argv: readonly string[],
  notice: Notice,
  payload: object,
  timeoutMs: number,
): Promise<Sent> {
  const [program = '', ...args] = argv;
  return await new Promise<Sent>((resolve) => {
    const child = spawn(program, args, {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH, LANG: 'C.UTF-8', ...words(notice) },
    });
    let said = '';
    const listen = (part: Buffer) => {
      if (said.length < MOST_BYTES) said += part.toString('utf8').slice(0, MOST_BYTES);
    };
    const end = (sent: Sent) => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(sent);
    };
    const timer = setTimeout(() => {
      killGroup(child.pid);
      end(notNow(`it was killed after ${timeoutMs} ms`));
    }, timeoutMs);
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    // A program need not read what it is given.
    child.stdin.on('error', () => undefined);
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT' || error.code === 'EACCES';
      end(missing ? never(`${program} cannot be run: ${error.message}`) : notNow(error.message));
    });
    const done = (code: number | null, signal: NodeJS.Signals | null) => {
      const how = code === null ? `ended by ${signal}` : `exit code ${code}`;
      const says = said.trim() === '' ? how : `${how}: ${said.replaceAll(/\s+/g, ' ').trim()}`;
      end(code === 0 ? delivered(says) : notNow(says));
    };
    child.once('close', done);
    // What it left running may hold its output open for ever.
    child.once('exit', (code, signal) => setTimeout(() => done(code, signal), LINGER_MS).unref());
    child.stdin.end(JSON.stringify(payload));
  });
}

function words(notice: Notice): Record<string, string> {
  const [first] = notice.alerts;
  return {
    HOLDFAST_SITE: notice.site,
    HOLDFAST_NODE: notice.node,
    HOLDFAST_CHANNEL: notice.channel,
    HOLDFAST_STATUS: first?.state ?? '',
    HOLDFAST_EVENT: first?.event ?? '',
    HOLDFAST_SEVERITY: first?.severity ?? '',
    HOLDFAST_ABOUT: first?.about ?? '',
    HOLDFAST_KEY: first?.key ?? '',
    HOLDFAST_TEXT: headline(notice),
    HOLDFAST_COUNT: String(notice.alerts.length),
  };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in this very moment.
  }
}
