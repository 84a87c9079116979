import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault } from '../../base/fault.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import type { PlanAnswer } from '../../node/api/node-service.ts';
import type { PlanFile, PlanInputs } from '../../release/plan/plan-file.ts';
import { readPlanFile } from '../../release/plan/plan-file.ts';
import type { Site } from '../../site/site.ts';
import { loadSite, readSpecBytes } from '../load-site.ts';
import { reasonOf } from '../reason-of.ts';
import { showProblems } from '../show-problems.ts';
import type { SiteDoors } from '../site-door.ts';

/** A spec without errors, and what the site's daemons say that it would change. */
export interface PlannedSpec {
  readonly spec: string;
  readonly file: string;
  /** In a lab alone, which plays its new servers. */
  readonly site?: Site;
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
  const spec = textOf(bytes);
  // What is no text cannot be sent; the reason is told as for every other error.
  if (spec === undefined) {
    loadSite(file);
    return undefined;
  }
  // The daemon reads it anyway: read here as well it would take as long again, with hundreds of servers a third of a second.
  const resolved = site.lab === undefined ? undefined : loadSite(file);
  if (site.lab !== undefined && resolved === undefined) return undefined;
  const answer = await door.plan({ spec, file }).catch((error: unknown) => {
    // Told here with file, line and column, all at once.
    if (!isRefusal(error) || loadSite(file) !== undefined) throw error;
    return undefined;
  });
  if (answer === undefined) return undefined;
  if (resolved === undefined) showProblems(answer.warnings ?? [], process.stderr);
  const specDigest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const { before, after } = answer.plan;
  const target = site.lab === undefined ? 'host' : 'lab';
  const inputs = { spec: file, specDigest, target, before, after } as const;
  return { spec, file, ...(resolved !== undefined && { site: resolved }), answer, inputs };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof Fault && ['node/spec-refused', 'node/too-large'].includes(error.code);
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
