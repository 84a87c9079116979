import { readFileSync } from 'node:fs';
import { Fault } from '../../base/fault.ts';
import type { CompileTarget } from '../../release/release.ts';
import type { State } from '../state/open-state.ts';
import { compileSpec } from './compile-spec.ts';

/**
 * Accepts the spec that the daemon was started with as the first revision, when nothing was accepted yet.
 * @throws Fault `node/no-spec` when there is neither
 */
export async function beginWith(
  state: State,
  specFile: string | undefined,
  target: CompileTarget,
): Promise<void> {
  if (state.current !== undefined) return;
  if (specFile === undefined)
    throw noSpec('this node has accepted none, and was started without --spec FILE');
  const spec = read(specFile);
  const compiled = compileSpec(spec, specFile, {}, target);
  if (!('release' in compiled)) {
    const first = compiled.problems.find(({ severity }) => severity === 'error');
    throw noSpec(`${specFile}:${first?.line}:${first?.column}: ${first?.message.replace(/\.$/, '')}`);
  }
  const { site, release, routerIds } = compiled;
  await state.accept({
    site: site.name,
    spec,
    release: release.digest,
    files: release.files,
    who: 'first start',
    at: new Date().toISOString(),
    note: `the spec ${specFile}`,
    routerIds,
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw noSpec(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function noSpec(why: string): Fault {
  return new Fault(
    'node/no-spec',
    `The daemon does not know what this site is: ${why}.`,
    'Name a spec that holdfast validate accepts with --spec FILE.',
    why,
  );
}
