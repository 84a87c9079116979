import { Fault } from '../../base/fault.ts';
import { listed } from './say.ts';

/** A node speaks of itself, and whoever reads it is elsewhere: the fault with the names of those that said it. */
export function saidBy(nodes: readonly string[], fault: Fault): Fault {
  const { code, message, remedy, evidence } = fault;
  if (nodes.every((node) => message.includes(node))) return fault;
  return new Fault(code, `${listed(nodes)}: ${message}`, remedy, evidence, fault);
}
