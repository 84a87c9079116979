import { dirname, join } from 'node:path';
import type { CompileTarget } from '../../release/release.ts';

/** How a node's daemon is started. */
export interface NodeOptions {
  /** This node's name in the spec. */
  readonly node: string;
  /** The run directory of its foundation. */
  readonly runDir: string;
  readonly stateDir: string;
  /** Folder with the node's certificate as `pki issue` writes it; undefined = the daemon speaks with this machine alone. */
  readonly pkiDir: string | undefined;
  /** What is accepted as revision 1 while the state is empty. */
  readonly specFile: string | undefined;
  readonly target: CompileTarget['kind'];
}

/** In a lab each node has a run directory beside the others'; on real hosts all have the same path. */
export function targetOf({ target, runDir }: NodeOptions): CompileTarget {
  return { kind: target, runDir: (node) => (target === 'lab' ? join(dirname(runDir), node) : runDir) };
}
