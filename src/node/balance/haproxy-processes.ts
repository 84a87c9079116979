import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { askOldHaproxy } from '../../foundation/control-client.ts';
import type { FoundationStatus } from '../../foundation/status.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';
import { openHaproxyCli } from '../haproxy/open-haproxy-cli.ts';

/** One HAProxy process of this node that has sessions. */
export interface HaproxyProcess {
  /** undefined = the newest one, which takes new sessions. */
  readonly oldPid: number | undefined;
  /** @throws Fault `node/haproxy-no-answer`, `foundation/no-old-haproxy`, … */
  ask(command: string): Promise<string>;
  /** Commands that do not depend on each other's answers. */
  askAll(commands: readonly string[]): Promise<readonly (string | Fault)[]>;
}

/** 9,000 sessions are told within 100 ms; a stalled machine may need much longer. */
const DEADLINE_MS = 5_000;

/**
 * Does something with the HAProxy processes of this node: the newest by its command socket, former ones through the
 * foundation, which alone can still speak with them. Connections last as long as the work, so that a process which becomes
 * a former one meanwhile is not kept alive by us.
 * @throws Fault `node/haproxy-no-answer`
 */
export async function withProcesses<Result>(
  runDir: string,
  foundation: FoundationStatus | undefined,
  work: (processes: readonly HaproxyProcess[]) => Promise<Result>,
): Promise<Result> {
  const newest = await openHaproxyCli(join(runDir, RUN_FILES.stats), DEADLINE_MS);
  try {
    return await work([
      {
        oldPid: undefined,
        ask: (command) => newest.ask(command),
        askAll: (commands) => newest.askAll(commands),
      },
      ...oldPids(foundation).map((oldPid) => {
        const ask = (command: string) =>
          askOldHaproxy(join(runDir, RUN_FILES.control), oldPid, command, DEADLINE_MS);
        const orFault = (command: string) =>
          ask(command).catch((error: unknown) => {
            if (error instanceof Fault) return error;
            throw error;
          });
        return { oldPid, ask, askAll: (commands: readonly string[]) => Promise.all(commands.map(orFault)) };
      }),
    ]);
  } finally {
    newest.close();
  }
}

/** What each process answers; a former one that cannot be asked (it has just ended) is left out. */
export async function askEach<Answer>(
  processes: readonly HaproxyProcess[],
  ask: (process: HaproxyProcess) => Promise<Answer>,
): Promise<readonly (readonly [HaproxyProcess, Answer])[]> {
  const answers = await Promise.all(
    processes.map(async (process) => {
      try {
        return [[process, await ask(process)] as const];
      } catch (error) {
        if (!(error instanceof Fault) || process.oldPid === undefined) throw error;
        return [];
      }
    }),
  );
  return answers.flat();
}

/** Those that have ended their sessions are about to end. */
function oldPids(foundation: FoundationStatus | undefined): readonly number[] {
  return (foundation?.guests.haproxy.old ?? [])
    .filter(({ sessions }) => sessions !== 0)
    .map(({ pid }) => pid);
}
