import type { ApplyPorts, CompiledSpec } from './apply-ports.ts';

/** What a revision's spec is called in problems; its own name was the user's. */
export const SPEC_FILE = 'holdfast.yaml';

/** The current revision's spec as this version of Holdfast compiles it; undefined = there is none, or it cannot be had. */
export async function currentSpec({
  state,
  compile,
}: Pick<ApplyPorts, 'state' | 'compile'>): Promise<
  { readonly spec: string; readonly compiled: CompiledSpec } | undefined
> {
  if (state.current === undefined) return undefined;
  const whole = await state.read(state.current.number).catch(() => undefined);
  if (whole === undefined) return undefined;
  const compiled = compile(whole.spec, SPEC_FILE, whole.routerIds);
  return 'release' in compiled ? { spec: whole.spec, compiled } : undefined;
}
