import { Fault } from '../../base/fault.ts';

/** @param trouble why the accepted one cannot be used */
export function noSite(trouble: Fault | undefined): Fault {
  return new Fault(
    'node/no-site',
    `This node has no usable site${trouble === undefined ? ': nothing was accepted yet' : `: ${trouble.message}`}`,
    trouble?.remedy ?? 'Apply a spec (holdfast apply).',
  );
}
