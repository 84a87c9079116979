import { Fault } from '../../base/fault.ts';

/** What the world answered. Whatever is no Fault is a bug of ours, and is thrown on. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}

/** For what may fail without a consequence here. */
export function ignoreFault(error: unknown): undefined {
  faultOf(error);
}
