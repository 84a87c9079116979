import { Fault } from '../base/fault.ts';

/** Why something failed, one line: a fault's message with what was seen. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [seen = ''] = error instanceof Fault ? error.evidence.trim().split('\n') : [];
  return seen === '' ? error.message : `${error.message} (${seen})`;
}
