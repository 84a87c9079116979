import type { Helper } from '../../foreign/ossec/meaning/helper.ts';
import { isPlaceholder, optionOf } from '../../foreign/ossec/meaning/sections.ts';
import { type Draft, tell, type WazuhInput } from '../draft.ts';

/** `excluded_nodes` as exact names: the helper takes a single one for a text, and blanks for parts of names. */
export function excludeOf(draft: Draft, helper: Helper | undefined): Pick<WazuhInput, 'exclude'> {
  const option = helper === undefined ? undefined : optionOf(helper.element, 'excluded_nodes');
  if (option === undefined) return {};
  // Elements inside end the cluster daemon; what they mean is plain.
  const nested = option.children.map(({ text }) => text);
  const written = option.text.trim() === '' ? nested : option.text.split(',');
  const names = written.map((name) => name.trim()).filter((name) => name !== '' && !isPlaceholder(name));
  const usable = [...new Set(names)].filter((name) => /^[A-Za-z0-9_.-]{1,128}$/.test(name));
  const change = (message: string) => tell(draft, 'import/changed', option.textAt, message);
  for (const name of names.filter((one) => !usable.includes(one)))
    tell(
      draft,
      'import/left-out',
      option.textAt,
      `excluded_nodes: "${name}" is no name that a manager can have in a spec.`,
    );
  if (nested.length > 0)
    change(
      'excluded_nodes holds elements, with which the cluster daemon does not start; their names are excluded.',
    );
  else if (option.text.indexOf(',') <= 0 && usable.length === 1)
    change(
      `The helper excludes every node whose name is a part of "${usable[0]}"; the spec excludes ${usable[0]} alone.`,
    );
  else if (written.some((name) => name !== name.trim() && name.trim() !== ''))
    change(
      'The helper takes the blanks of excluded_nodes for parts of the names and excludes none of those; the spec excludes them.',
    );
  return usable.length === 0 ? {} : { exclude: usable };
}
