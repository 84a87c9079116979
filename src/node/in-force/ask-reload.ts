import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { askFoundation } from '../../foundation/control-client.ts';
import type { ControlRequest, HaproxyReload, Reloaded } from '../../foundation/control-protocol.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';

/** Both engines read the files, and a new HAProxy loads thousands of certificates: each may take half a minute. */
const ANSWER_MS = 75_000;

/** The foundation takes `release/` into force. @throws Fault of the foundation, `foundation/no-answer` */
export async function askReload(runDir: string, haproxy: HaproxyReload): Promise<Reloaded> {
  const did = await ask(runDir, { do: 'reload', haproxy });
  // A foundation that was started before it knew of these words reloads both.
  return did ?? { haproxy: 'reloaded', keepalived: 'reloaded' };
}

/** The foundation asks the engines about a folder of the run directory. @throws Fault as `askReload` */
export async function askValidate(runDir: string, dir: string): Promise<void> {
  await ask(runDir, { do: 'validate', dir });
}

async function ask(runDir: string, request: ControlRequest): Promise<Reloaded | undefined> {
  const answer = await askFoundation(join(runDir, RUN_FILES.control), request, ANSWER_MS);
  if (answer.ok) return answer.did;
  const { code, message, remedy, evidence } = answer.fault;
  throw new Fault(code, message, remedy, evidence);
}
