import type { CompileTarget } from '../release.ts';
import type { Plan } from './plan.ts';

/** A plan as `plan --out` writes it, with what it was made from, so that an apply can see whether that is still so. */
export interface PlanFile {
  readonly version: 1;
  readonly inputs: PlanInputs;
  readonly plan: Plan;
  /** Of the site's state that it was made for, as its daemons said; undefined = none was asked. */
  readonly etag?: string;
}

export interface PlanInputs {
  /** The spec as the user named it. */
  readonly spec: string;
  /** `sha256:` over the bytes of the spec. */
  readonly specDigest: string;
  readonly target: CompileTarget['kind'];
  /** Digest of the files in force, made as a release's. */
  readonly before: string;
  /** Digest of the release. */
  readonly after: string;
}

/** What has changed since a plan was made, in words; [] = it still says what would happen. */
export function whyStale({ inputs }: PlanFile, now: PlanInputs): string[] {
  return [
    ...(inputs.specDigest === now.specDigest ? [] : [`the spec ${inputs.spec} was changed`]),
    ...(inputs.target === now.target ? [] : [`the plan is for the target ${inputs.target}`]),
    ...(inputs.before === now.before ? [] : ['what is in force on the nodes is not what it was']),
    ...(inputs.after === now.after ? [] : ['the spec gives other files now']),
  ];
}

/** undefined when the text is not a plan that `plan --out` wrote. */
export function readPlanFile(text: string): PlanFile | undefined {
  try {
    const file = JSON.parse(text) as Partial<PlanFile> | null;
    const { inputs, plan } = file ?? {};
    if (file?.version !== 1 || plan === undefined || !Array.isArray(plan.changes)) return undefined;
    const digests = [inputs?.specDigest, inputs?.before, inputs?.after];
    return digests.every((digest) => typeof digest === 'string' && digest.startsWith('sha256:'))
      ? (file as PlanFile)
      : undefined;
  } catch {
    return undefined;
  }
}
