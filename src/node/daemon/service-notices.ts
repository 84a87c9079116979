import { spawn } from 'node:child_process';

/** What the service manager wants to hear of this process. */
export interface NoticesWanted {
  /** That it is ready, and later that it stops. */
  readonly state: boolean;
  /** That it is alive, this often; undefined = never. */
  readonly aliveEveryMs: number | undefined;
}

/** sd_notify(3), sd_watchdog_enabled(3): half the time after which a silent process is ended. */
export function noticesWanted(
  environment: Readonly<Record<string, string | undefined>>,
  pid: number,
): NoticesWanted {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: span, WATCHDOG_PID: whom } = environment;
  const state = socket !== undefined && socket !== '';
  const spanMs = Number(span ?? 0) / 1000;
  const isMeant = whom === undefined || whom === String(pid);
  return { state, aliveEveryMs: state && isMeant && spanMs > 0 ? spanMs / 2 : undefined };
}

/**
 * Says READY=1 now and WATCHDOG=1 from then on: a daemon whose event loop stands still is started again. Node has no datagrams
 * over unix sockets, so systemd's own program carries the words; without systemd nothing happens.
 * @returns what says that the daemon stops
 */
export function tellServiceManager(environment: NodeJS.ProcessEnv, pid: number): () => void {
  const { state, aliveEveryMs } = noticesWanted(environment, pid);
  if (!state) return () => undefined;
  notify('READY=1');
  const alive =
    aliveEveryMs === undefined ? undefined : setInterval(() => notify('WATCHDOG=1'), aliveEveryMs);
  return () => {
    clearInterval(alive);
    notify('STOPPING=1');
  };
}

function notify(word: string): void {
  // What cannot be said now is said again by the next beat.
  spawn('systemd-notify', [word], { stdio: 'ignore' }).on('error', () => undefined);
}
