import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Fault } from '../../base/fault.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import type { PlanAnswer } from '../../node/api/node-service.ts';
import type { PlanFile, PlanInputs } from '../../release/plan/plan-file.ts';
import { readPlanFile } from '../../release/plan/plan-file.ts';
import type { Site } from '../../site/site.ts';
import { loadSite, readSpecBytes } from '../load-site.ts';
import { reasonOf } from '../reason-of.ts';
import type { SiteDoors } from '../site-door.ts';

/** A spec without errors, and what the site's daemons say that it would change. */
export interface PlannedSpec {
  readonly spec: string;
  readonly file: string;
  readonly site: Site;
  readonly answer: PlanAnswer;
  readonly inputs: PlanInputs;
}

/** undefined = the spec has errors, which were shown. Throws Faults. */
export async function planSpec(
  site: SiteDoors,
  door: NodeDoor,
  file: string,
): Promise<PlannedSpec | undefined> {
  const bytes = readSpecBytes(file);
  const spec = new TextDecoder().decode(bytes);
  // The daemon has it before it is read here: with hundreds of servers each of the two takes a tenth of a second.
  const asked = door.plan({ spec, file });
  asked.catch(() => undefined);
  await setImmediate();
  // Told here with file, line and column, all at once; a daemon would only refuse.
  const resolved = loadSite(file);
  if (resolved === undefined) return undefined;
  const answer = await asked;
  const specDigest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const { before, after } = answer.plan;
  const target = site.lab === undefined ? 'host' : 'lab';
  return { spec, file, site: resolved, answer, inputs: { spec: file, specDigest, target, before, after } };
}

/**
 * A plan that `plan --out` wrote.
 * @throws Fault `cli/not-a-plan`
 */
export function loadPlanFile(path: string): PlanFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw notAPlan(`The plan ${path} cannot be read.`, reasonOf(error));
  }
  const plan = readPlanFile(text);
  if (plan === undefined) throw notAPlan(`${path} is not a plan that \`holdfast plan --out\` wrote.`);
  return plan;
}

function notAPlan(message: string, evidence = ''): Fault {
  return new Fault(
    'cli/not-a-plan',
    message,
    'write one: holdfast plan --out FILE; to apply a spec without a plan, name it with -f',
    evidence,
  );
}
