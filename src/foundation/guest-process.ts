import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { identifyProcess, isAlive, type ProcessIdentity, signalProcess } from './process-identity.ts';

/** How an adopted process, which is not our child, is watched. */
const ADOPTED_POLL_MS = 25;

/** One engine process: started by us, or found alive and adopted. */
export interface GuestProcess extends ProcessIdentity {
  readonly adopted: boolean;
  signal(signal: NodeJS.Signals): boolean;
  /** Calls back once, when the process has ended; `how` is for people. */
  onEnd(callback: (how: string) => void): void;
}

/**
 * Starts a guest. Its output goes to a file, never to a pipe that we would have to read: Keepalived dies of SIGPIPE when
 * the reader dies and blocks when the pipe is full.
 * @param inherited descriptors that the guest gets as 3, 4, …
 */
export function startGuest(
  command: string,
  args: readonly string[],
  logFile: string,
  inherited: readonly number[],
  environment: Readonly<Record<string, string>> = {},
): GuestProcess {
  const log = openLog(logFile);
  const child = spawn(command, args, {
    stdio: ['ignore', log, log, ...inherited],
    env: { ...process.env, ...environment },
    // A group of its own: a Ctrl-C at a terminal is for us, we decide what the guests hear of it.
    detached: true,
  });
  if (typeof log === 'number') closeSync(log);
  const identity = (child.pid === undefined ? undefined : identifyProcess(child.pid)) ?? {
    pid: child.pid ?? 0,
    startTime: 'never',
  };
  let ended: string | undefined;
  let callback: ((how: string) => void) | undefined;
  const end = (how: string): void => {
    if (ended !== undefined) return;
    ended = how;
    callback?.(how);
  };
  child.on('error', (error) => end(error.message));
  child.on('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
  return {
    ...identity,
    adopted: false,
    signal: (signal) => ended === undefined && child.pid !== undefined && child.kill(signal),
    onEnd: (wanted) => {
      callback = wanted;
      if (ended !== undefined) queueMicrotask(() => wanted(ended as string));
    },
  };
}

/** Takes over a process that a former foundation started. */
export function adoptGuest(identity: ProcessIdentity): GuestProcess {
  return {
    ...identity,
    adopted: true,
    signal: (signal) => signalProcess(identity, signal),
    onEnd: (callback) => {
      const timer = setInterval(() => {
        if (isAlive(identity)) return;
        clearInterval(timer);
        callback('ended while adopted');
      }, ADOPTED_POLL_MS);
    },
  };
}

function openLog(path: string): number | 'ignore' {
  try {
    return openSync(path, 'a', 0o600);
  } catch {
    return 'ignore'; // A full disk must not keep an engine from starting.
  }
}
