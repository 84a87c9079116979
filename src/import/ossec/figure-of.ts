import { type Helper, helperNumber } from '../../foreign/ossec/meaning/helper.ts';
import { HELPER_NUMBERS, type HelperNumberName } from '../../foreign/ossec/meaning/helper-options.ts';
import { isPlaceholder, optionOf } from '../../foreign/ossec/meaning/sections.ts';
import { type Draft, tell } from '../draft.ts';

/** A figure of the helper; where Wazuh refuses it, the default, and that is told. */
export function figureOf(draft: Draft, helper: Helper, name: HelperNumberName): number {
  const { value, refusal } = helperNumber(helper, name);
  if (value !== undefined) return value;
  const { fallback } = HELPER_NUMBERS[name];
  const option = optionOf(helper.element, name);
  const said = option !== undefined && isPlaceholder(option.text) ? 'is left to you' : refusal;
  tell(
    draft,
    'import/changed',
    option?.textAt ?? helper.element.at,
    `${name} ${said}: the cluster daemon does not start with it, and the spec has the helper's default, ${fallback}.`,
  );
  return fallback;
}
