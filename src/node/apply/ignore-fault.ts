import { Fault } from '../../base/fault.ts';

/** For what may fail without a consequence here. Whatever is no Fault is a bug of ours, and is thrown on. */
export function ignoreFault(error: unknown): undefined {
  if (!(error instanceof Fault)) throw error;
}
