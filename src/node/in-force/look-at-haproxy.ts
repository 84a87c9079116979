import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import type { LiveHaproxy } from '../../engines/haproxy/runtime/live.ts';
import { parseCurrentConnections } from '../../foundation/haproxy-cli.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';
import { observeRuntime } from '../haproxy/observe-runtime.ts';
import { type HaproxyRuntime, openHaproxyCli } from '../haproxy/open-haproxy-cli.ts';

/** The running HAProxy as it is now. */
export interface HaproxyLook {
  readonly cli: HaproxyRuntime;
  readonly live: LiveHaproxy;
  readonly pid: number | undefined;
  /** Client connections that are open. */
  readonly sessions: number;
}

/** Looks at a node's HAProxy through its command socket, which whoever asked closes. @throws Fault */
export async function lookAtHaproxy(runDir: string): Promise<HaproxyLook> {
  const cli = await openHaproxyCli(join(runDir, RUN_FILES.stats));
  try {
    const live = await observeRuntime(cli);
    const info = await cli.ask('show info');
    const pid = /^Pid: (\d+)$/m.exec(info)?.[1];
    const sessions = parseCurrentConnections(info) ?? 0;
    return { cli, live, pid: pid === undefined ? undefined : Number(pid), sessions };
  } catch (error) {
    cli.close();
    throw error;
  }
}

/** The same, or why it cannot be asked. */
export async function lookOrWhy(runDir: string): Promise<HaproxyLook | string> {
  try {
    return await lookAtHaproxy(runDir);
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}
