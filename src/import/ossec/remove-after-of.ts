import { printDuration } from '../../base/duration.ts';
import { type Helper, helperNumber } from '../../foreign/ossec/meaning/helper.ts';
import { optionOf } from '../../foreign/ossec/meaning/sections.ts';
import { type Draft, tell, type WazuhInput } from '../draft.ts';
import { figureOf } from './figure-of.ts';

const USUAL_MINUTES = 240;
/** 24 days: a timer runs no longer. */
const LONGEST_MINUTES = 34_560;

/** `remove_disconnected_node_after`, in minutes. */
export function removeAfterOf(
  draft: Draft,
  helper: Helper | undefined,
  isDiscovering: boolean,
): Pick<WazuhInput, 'removeAfter'> {
  if (helper === undefined || !isDiscovering) return {};
  const minutes = figureOf(draft, helper, 'remove_disconnected_node_after');
  const option = optionOf(helper.element, 'remove_disconnected_node_after');
  if (option !== undefined && helperNumber(helper, 'remove_disconnected_node_after').refusal === undefined) {
    const message =
      minutes > LONGEST_MINUTES
        ? `remove_disconnected_node_after is ${minutes} minutes; a spec can say ${LONGEST_MINUTES} at most.`
        : `The helper counts the ${minutes} minutes anew after each reload, and removes what HAProxy alone calls down; the spec removes a manager that neither the cluster nor the checks have seen for so long.`;
    tell(draft, 'import/changed', option.textAt, message);
  }
  if (minutes === USUAL_MINUTES) return {};
  return { removeAfter: printDuration(Math.min(minutes, LONGEST_MINUTES) * 60_000) };
}
