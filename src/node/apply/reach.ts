import type { Fault } from '../../base/fault.ts';

/** Codes that say that a node could not be asked; every other one is its answer. */
const SILENT: ReadonlySet<string> = new Set(['node/peer-unreachable', 'node/unreachable']);

export function reachOf({ code }: Pick<Fault, 'code'>): 'silent' | 'refused' {
  return SILENT.has(code) ? 'silent' : 'refused';
}
