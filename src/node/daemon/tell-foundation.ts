import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { askFoundation } from '../../foundation/control-client.ts';
import type { ControlRequest } from '../../foundation/control-protocol.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';

const ANSWER_MS = 2_000;

/** Tells the foundation of this node one thing. @throws Fault its own, or `foundation/no-answer` */
export async function tellFoundation(runDir: string, request: ControlRequest): Promise<void> {
  const answer = await askFoundation(join(runDir, RUN_FILES.control), request, ANSWER_MS);
  if (answer.ok) return;
  const { code, message, remedy, evidence } = answer.fault;
  throw new Fault(code, message, remedy, evidence);
}
