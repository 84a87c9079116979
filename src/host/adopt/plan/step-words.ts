import type { AdoptedVip, AdoptStep } from './adopt-facts.ts';

/** How long an engine that is told to stop may take for its sessions. */
export const GENTLE_SECONDS = 30;

/** A step as an order: `stop keepalived.service`. */
export function stepWords(step: AdoptStep, vips: readonly AdoptedVip[]): string {
  const places = vips.flatMap(({ addresses }) => addresses.map(({ address }) => address)).join(', ');
  switch (step.do) {
    case 'copy-vips':
      return `keep a copy of ${places} on the loopback interface, for who has not heard of the move yet`;
    case 'let-vips-go':
      return `wait until another node has ${places}, take the copy away, look whether it answers`;
    case 'stop-gently':
      return `stop ${step.unit}: no new connection, its sessions have ${GENTLE_SECONDS} s to end`;
    case 'await-service':
      return `look whether Holdfast serves, and ${places} is here or answers elsewhere`;
    case 'end-gentleness':
      return `take the drop-in away that made ${step.units.join(', ')} stop gently`;
    case 'drop-copies':
      return `take the copy of ${places} off the loopback interface`;
    case 'finish':
      return 'write down that it is done';
    case 'forget':
      return 'remove the record';
    default:
      return `${step.do} ${step.units.join(' ')}`;
  }
}
